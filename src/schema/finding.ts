import type { Span } from './assessment.ts'

export type { FindingRules } from './finding-schema.ts'

/** How loud a finding is; critical only where benign definitions never show it. */
export const findingLevels = ['info', 'low', 'medium', 'high', 'critical'] as const
export type FindingLevel = (typeof findingLevels)[number]

/** One thing worth knowing about a definition. */
export interface Finding {
  /** Id of the rule in content/risk/findings.yaml. */
  rule: string
  level: FindingLevel
  /**
   * Where it was seen; empty where something is missing. Beside the fields of {@link Span}: `instructions` for those of a
   * server, a pointer into any member, and `key:` before a pointer for the key of what is a text itself.
   */
  spans: Span[]
  /** What cannot be seen in the quote: decoded text, code points, the other name. */
  detail?: string
}

/** What is looked for by code, because no pattern can say it; one piece of src/risk/findings each. */
export const findingChecks = [
  /** Text that is written in Base64, in hexadecimal or as escapes, and that no other rule names. */
  'encoded',
  /** Blanks or line breaks that push the text behind them out of sight. */
  'pushed-away',
  /** A definition with more text than is read. */
  'cut',
  /** What a high or critical rule found in places that most clients do not show. */
  'hidden-place',
  'look-alike-letters',
  'name-form',
  'no-description',
  'thin-description',
  'long-description',
  'untyped',
  'no-schema',
  'bundled-actions',
  'contradiction',
  'read-only-contradicted',
  'destructive-contradicted',
  'hints-clash',
  'declared-worse',
  'no-hints',
  'changed',
  /** Seen between servers, not in one definition: src/risk/findings/look-alikes.ts. */
  'look-alike-name',
] as const
export type FindingCheck = (typeof findingChecks)[number]
