import type { Rule } from '../../schema/rule.ts'
import type { Call } from '../core/simulation.ts'
import type { Snippet } from '../core/target.ts'
import { argumentTrials } from './argument-trials.ts'
import { sampleArguments, satisfyAll } from './sample-arguments.ts'

/**
 * Calls a tool with arguments in order, wrong ones and none, and compares what happens with the conditions that the snippet is
 * said to check, and those with the conditions of the rule.
 * @returns one line a difference.
 */
export function argumentProblems(rule: Rule, { conditions, losses }: Snippet, call: Call): string[] {
  const claimed = conditions?.get(rule.tool) ?? []
  const problems: string[] = []
  if (claimed.length > 0 && rule.conditions.some(({ samples }) => samples) && !sampleArguments(claimed))
    problems.push(`${rule.tool}: no call can be made up that the snippet lets pass`)
  const leftOut = losses.some(({ unchecked }) => unchecked)
  const told = losses.some(({ unchecked, absentPasses }) => !unchecked && !absentPasses)
  // Where calls without an argument are left to the server, they are no difference.
  const left = losses.some(({ absentPasses }) => absentPasses)
  const wanted = left
    ? rule.conditions.map((condition) => ({ ...condition, optional: true as const }))
    : rule.conditions
  const essential = wanted.filter(({ dispensable }) => !dispensable)
  for (const { args, what } of [...argumentTrials(rule.conditions), ...argumentTrials(claimed)]) {
    const said = satisfyAll(claimed, args)
    const decision = call(rule.tool, args, new Map())
    const passed = decision === 'pass' || decision === 'unset'
    if (said !== passed)
      problems.push(
        `${rule.tool}: a call with ${what} is said to ${said ? 'pass' : 'be refused'}, and meets ${decision}`,
      )
    if (said && !satisfyAll(essential, args))
      problems.push(`${rule.tool}: the rule refuses a call with ${what}, and the snippet does not`)
    if (said && !leftOut && !satisfyAll(wanted, args))
      problems.push(
        `${rule.tool}: the rule refuses a call with ${what}, and the snippet does not, without a word of loss`,
      )
    if (!said && !told && satisfyAll(rule.conditions, args))
      problems.push(
        `${rule.tool}: the rule allows a call with ${what}, and the snippet does not, without a word of loss`,
      )
  }
  return [...new Set(problems)]
}
