import { z } from 'zod'
import type { Span } from './assessment.ts'
import { regexSchema } from './regex.ts'
import { traitIdSchema } from './trait.ts'

/** How loud a finding is; critical only where benign definitions never show it. */
export const findingLevels = ['info', 'low', 'medium', 'high', 'critical'] as const
export const findingLevelSchema = z.enum(findingLevels)
export type FindingLevel = z.output<typeof findingLevelSchema>

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
export const findingCheckSchema = z.enum(findingChecks)
export type FindingCheck = z.output<typeof findingCheckSchema>

/**
 * content/risk/findings.yaml: the lint rules. `always` is shown by itself; `beside` only next to a finding of medium level
 * or above, because most definitions that have it are harmless; `fact` is listed as a property and counted nowhere.
 * Rules of content/risk/orders.yaml are worded there.
 */
export const findingRulesSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string().min(1),
    level: findingLevelSchema,
    /** The level in the graver case that `about` describes. */
    raised: findingLevelSchema.optional(),
    shown: z.enum(['always', 'beside', 'fact']),
    about: z.string().min(1),
    /** What a reader should do about it. */
    fix: z.string().min(1),
    /** How many of how many definitions that were taken to be benign have it. */
    base: z.strictObject({ hits: z.int().min(0), of: z.int().positive() }).optional(),
    standards: z.array(z.string()).default([]),
    /** For rules about text: what is looked for in every text, after it was folded. */
    regex: regexSchema.optional(),
    /** Texts of which one is in every match, in lower case; the pattern is tried only where one of them is. */
    needs: z
      .array(z.string().regex(/^[!-~ ]+$/))
      .min(1)
      .optional(),
    /** For rules about characters: the kind of src/text/invisible.ts. */
    characters: z.enum(['tag', 'bidi', 'control', 'invisible']).optional(),
    /** For rules about parameters: their names in snake_case. */
    names: regexSchema.optional(),
    /** For rules about what parameters hold: ids of facts in content/risk/harm-rules.yaml. */
    facts: z.array(z.string()).min(1).optional(),
    /** With facts: traits of which the tool has one. */
    traits: z.array(traitIdSchema).min(1).optional(),
    check: findingCheckSchema.optional(),
  }),
)
export type FindingRules = z.output<typeof findingRulesSchema>
