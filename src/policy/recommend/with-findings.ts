import type { FindingLevel } from '../../schema/finding.ts'
import { effects, type Rule } from '../../schema/rule.ts'
import type { ShownFinding } from './shown-findings.ts'

/** Findings of these levels reach the rule. */
const DECISIVE: readonly FindingLevel[] = ['high', 'critical']

/** The findings that a rule must follow. */
export const decisiveOf = (findings: readonly ShownFinding[]) =>
  findings.filter(({ level }) => DECISIVE.includes(level))

const OUTCOMES = {
  ask: 'Each call needs approval.',
  deny: 'Every call is refused.',
  hide: 'This agent does not see the tool.',
}

/**
 * The rule of a tool whose definition is suspect: at least as strict as asked for, and closed where nobody can be asked.
 * @param decisive one finding or more; the rule names all of them.
 */
export function withFindings(rule: Rule, decisive: readonly ShownFinding[], least: keyof typeof OUTCOMES): Rule {
  const titles = [...new Set(decisive.map(({ title }) => `“${title}”`))]
  const levels = [...new Set(decisive.map(({ level }) => level))].join(' and ')
  const found = `The definition has ${titles.length === 1 ? `a ${levels} finding` : `${levels} findings`}: ${titles.join(', ')}`
  const raised = effects.indexOf(rule.effect) < effects.indexOf(least)
  return {
    ...rule,
    effect: raised ? least : rule.effect,
    limits: [],
    unattended: [],
    because: [...new Set([...decisive.map((one) => one.rule), ...rule.because])],
    reason: `${found}. ${raised ? OUTCOMES[least] : rule.reason}`,
  }
}
