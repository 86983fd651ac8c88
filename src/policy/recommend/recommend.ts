import type { Assessment } from '../../schema/assessment.ts'
import type { Limits } from '../../schema/limits.ts'
import type { Posture } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'

type Recommend = (guarded: Rule, assessment: Assessment) => Rule

/** What each posture makes of the guarded rule. */
const OTHERS: Record<Posture, Recommend> = {
  guarded: (guarded) => guarded,
  // Reads as guarded; whatever else there is, the model does not get to see.
  'read-only': (guarded, { category }) =>
    category === 'Read'
      ? guarded
      : change(guarded, 'hide', `This agent may only read, and the tool is rated ${category}.`),
  // A person sees everything but trivial reads; what is denied stays denied.
  locked: (guarded, { category, severity }) =>
    guarded.effect !== 'allow' || (category === 'Read' && severity === 'Low')
      ? guarded
      : change(guarded, 'ask', `Every call is asked about that is no trivial read; this one is ${category}.`),
}

/**
 * The rule of one tool under a posture.
 * @param table content/limits.yaml; complete, so that every assessment has an entry.
 */
export function recommend(
  server: string,
  tool: Tool,
  assessment: Assessment,
  table: Limits,
  posture: Posture = 'guarded',
): Rule {
  const { effect, limits, uncounted, because } = table[assessment.category][assessment.severity]
  const guarded: Rule = {
    server,
    tool: tool.name,
    effect,
    limits: limits.map((limit) => ({ ...limit })),
    uncounted,
    conditions: [],
    because: [
      ...new Set([...assessment.evidence.map(({ rule }) => rule), ...assessment.moves.map(({ factor }) => factor)]),
    ],
    reason: `${assessment.category}, ${assessment.severity.toLowerCase()} severity: ${because.charAt(0).toLowerCase()}${because.slice(1)}`,
  }
  return OTHERS[posture](guarded, assessment)
}

const change = (rule: Rule, effect: Rule['effect'], reason: string): Rule => ({ ...rule, effect, limits: [], reason })
