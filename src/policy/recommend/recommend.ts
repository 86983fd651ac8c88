import type { Limits } from '../../schema/limits.ts'
import type { Posture } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'
import { countedSeverity, type Rated, ratedRule } from './rated-rule.ts'
import type { ShownFinding } from './shown-findings.ts'
import { decisiveOf, withFindings } from './with-findings.ts'

/**
 * The rule of one tool under a posture.
 * @param findings what pages show of its definition: one of high or critical level makes the rule at least ask, under
 *   locked deny, and under read-only hide. Source: the rule of the guarded posture, "what is poisoned or contradicts
 *   itself is never allowed".
 * @param table content/limits.yaml; complete, so that every assessment has an entry.
 */
export function recommend(
  server: string,
  tool: Tool,
  assessment: Rated,
  findings: readonly ShownFinding[],
  table: Limits,
  posture: Posture = 'guarded',
): Rule {
  const decisive = decisiveOf(findings)
  const rated = ratedRule(server, tool.name, assessment, table)
  const guarded = decisive.length > 0 ? withFindings(rated, decisive, 'ask') : rated
  switch (posture) {
    case 'guarded':
      return guarded
    case 'read-only':
      if (decisive.length > 0) return withFindings(rated, decisive, 'hide')
      return assessment.category === 'Read'
        ? guarded
        : change(guarded, 'hide', `This agent may only read, and the tool is rated ${assessment.category}.`)
    case 'locked':
      return decisive.length > 0 ? withFindings(rated, decisive, 'deny') : locked(guarded, assessment)
    case 'deny-only':
      return guarded.effect === 'allow'
        ? change(guarded, 'allow', 'Deny-only lists only tools that it denies or asks about.')
        : guarded
  }
}

/** Approval of everything but trivial reads; where nobody can be asked, nothing that needs it passes. */
function locked(guarded: Rule, assessment: Rated): Rule {
  const { category } = assessment
  const trivial = category === 'Read' && countedSeverity(assessment).severity === 'Low'
  if (guarded.effect === 'allow' && !trivial)
    return change(guarded, 'ask', `Locked asks about every call that is not a trivial read; this tool is ${category}.`)
  return guarded.unattended.length > 0 ? { ...guarded, unattended: [] } : guarded
}

const change = (rule: Rule, effect: Rule['effect'], reason: string): Rule => ({
  ...rule,
  effect,
  limits: [],
  unattended: [],
  reason,
})
