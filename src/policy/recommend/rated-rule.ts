import type { Assessment } from '../../schema/assessment.ts'
import type { HarmLine } from '../../schema/harm.ts'
import type { Limits } from '../../schema/limits.ts'
import type { Review } from '../../schema/review.ts'
import type { Limit, Rule } from '../../schema/rule.ts'
import { type Severity, severities } from '../../schema/severity.ts'
import { wantedEffects } from '../../schema/wanted-effect.ts'
import { lowerFirst } from '../../text/lower-first.ts'

/** What of an assessment decides a rule. */
export type Rated = Pick<Assessment, 'category' | 'severity' | 'confidence' | 'doubt' | 'evidence' | 'reviewed'> & {
  /** The harm line that decided the severity, and whether a later call can undo the act; absent where it is not known. */
  harm?: { line: HarmLine; irreversible: boolean; rule?: string; deed?: { kind: string } }
  /** What the tool does, the act that it is named after first. */
  deeds?: readonly { kind: string }[]
  /** Statements of the definition that disagree. */
  contradictions?: readonly unknown[]
}

/**
 * The rule of the guarded posture as the rating alone gives it.
 * @param table content/limits.yaml.
 */
export function ratedRule(server: string, tool: string, assessment: Rated, table: Limits): Rule {
  const { category } = assessment
  const base = {
    server,
    tool,
    conditions: [],
    because: [
      ...new Set([
        ...(assessment.harm?.rule === undefined ? [] : [assessment.harm.rule]),
        ...assessment.evidence.map(({ rule }) => rule),
      ]),
    ],
  }
  if (category === 'Unclassified') {
    const { effect, because } = table.unclassified
    const reason = `Unclassified: ${lowerFirst(because)}`
    return { ...base, effect, limits: [], effectWithoutLimit: 'ask', unattended: [], reason }
  }
  const { severity, why } = countedSeverity(assessment)
  const { effect, limits, effectWithoutLimit, because, categories } = table.severities[severity]
  const own = categories[category]
  return {
    ...base,
    effect,
    limits: copied(own?.limits ?? limits),
    effectWithoutLimit: own?.effectWithoutLimit ?? effectWithoutLimit,
    unattended: effect === 'ask' ? unattended(assessment, table) : [],
    reason: `${category}, ${assessment.severity.toLowerCase()} severity${why}: ${reasonOf(assessment, why, because, table)}`,
  }
}

/** What the tool does by its harm line, and what follows: from the line where the severity is its own, otherwise from the severity. */
function reasonOf({ harm, deeds = [], category }: Rated, why: string, because: string, { lines }: Limits): string {
  const line = harm && lines[harm.line]
  const kind = (harm?.deed ?? deeds[0])?.kind ?? ''
  const said = line?.says.find(
    ({ verbs, categories }) => (verbs?.includes(kind) ?? true) && (categories?.some((one) => one === category) ?? true),
  )
  return line
    ? `${lowerFirst((said ?? line).because)} ${why === '' ? (line.instead ?? because) : because}`
    : lowerFirst(because)
}

/**
 * The severity that the rule counts: one step higher where the classifier is unsure or the definition contradicts itself.
 * A review has settled both, and may want a stricter effect than its severity has.
 */
export function countedSeverity({ severity, confidence, doubt, contradictions = [], reviewed }: Rated): {
  severity: Severity
  why: string
} {
  if (reviewed) return wanted(severity, reviewed.review)
  const why =
    contradictions.length > 0
      ? 'the definition contradicts itself'
      : confidence === 'low' || confidence === 'none'
        ? doubt === 'second-reading'
          ? 'a second reading of its words expects more harm'
          : 'the evidence is weak'
        : ''
  const next = severities[severities.indexOf(severity) + 1]
  return why === '' || next === undefined
    ? { severity, why: '' }
    : { severity: next, why: `, treated as ${next.toLowerCase()} because ${why}` }
}

/** Effects and severities have the same four steps. */
function wanted(severity: Severity, { effect }: Review): { severity: Severity; why: string } {
  const step = severities[wantedEffects.indexOf(effect)]
  return step === undefined || severities.indexOf(step) <= severities.indexOf(severity)
    ? { severity, why: '' }
    : { severity: step, why: `, treated as ${step.toLowerCase()} because its review wants that rule` }
}

/** Nobody can be asked: a few calls pass where the act can be undone or is seen at once, else none. */
function unattended({ harm }: Rated, { unattended: { limits, deniedLines } }: Limits): Limit[] {
  return !harm || harm.irreversible || deniedLines.includes(harm.line) ? [] : copied(limits)
}

/** A tight limit in place of an approval or of a denial, for example for calls with the right arguments. */
export const tightLimits = ({ unattended }: Limits): Limit[] => copied(unattended.limits)

const copied = (limits: readonly Limit[]): Limit[] => limits.map((limit) => ({ ...limit }))
