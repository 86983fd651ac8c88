import type { Assessment } from '../../schema/assessment.ts'
import type { Limits } from '../../schema/limits.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'

/**
 * The rule of the guarded posture for one tool: the table's entry for its category and severity.
 * @param table content/limits.yaml; complete, so that every assessment has an entry.
 */
export function recommend(server: string, tool: Tool, assessment: Assessment, table: Limits): Rule {
  const { effect, limits, uncounted, because } = table[assessment.category][assessment.severity]
  return {
    server,
    tool: tool.name,
    effect,
    limits: limits.map((limit) => ({ ...limit })),
    uncounted,
    conditions: [],
    reason: `${assessment.category}, ${assessment.severity.toLowerCase()} severity: ${because.charAt(0).toLowerCase()}${because.slice(1)}`,
  }
}
