import type { Condition, Rule } from '../../schema/rule.ts'
import { Counters } from '../core/counters.ts'
import type { Simulated } from '../core/simulation.ts'
import type { Snippet } from '../core/snippet.ts'
import { type ArgumentTrial, argumentTrials, constantTrials } from './argument-trials.ts'
import type { Excused } from './excused.ts'
import { sampleArguments, satisfyAll } from './sample-arguments.ts'

/**
 * Calls a tool with arguments in order, wrong ones and none, and compares what happens with the conditions that the snippet is
 * said to check, and those with the conditions of the rule.
 * @returns one line a difference.
 */
export function argumentProblems(
  rule: Rule,
  { conditions }: Snippet,
  { call, constants }: Simulated,
  excused: Excused,
): string[] {
  const claimed = conditions.get(rule.tool) ?? []
  const problems: string[] = []
  if (claimed.length > 0 && rule.conditions.some(({ samples }) => samples) && !sampleArguments(claimed))
    problems.push(`${rule.tool}: no call can be made up that the snippet lets pass`)
  const isWeaknessReported = excused.has('unchecked', rule.tool)
  const isStrictnessReported = excused.has('stricter arguments', rule.tool)
  // Where calls without an argument are left to the server, they are no difference.
  const passesAbsent = excused.has('absent passes', rule.tool)
  const wanted = passesAbsent
    ? rule.conditions.map((condition) => ({ ...condition, optional: true as const }))
    : rule.conditions
  const essential = wanted.filter(({ dispensable }) => !dispensable)
  const passesOtherTypes = excused.has('other types', rule.tool)
  const named = constantTrials(claimed, constants?.(rule.tool) ?? [])
  for (const { args, what, isOtherType } of [...bothTrials(rule.conditions, claimed), ...named]) {
    if (isOtherType && passesOtherTypes) continue
    const claimedToPass = satisfyAll(claimed, args)
    const decision = call(rule.tool, args, new Counters())
    const passed = decision === 'pass' || decision === 'unset'
    if (claimedToPass !== passed)
      problems.push(
        `${rule.tool}: a call with ${what} is said to ${claimedToPass ? 'pass' : 'be refused'}, and meets ${decision}`,
      )
    if (claimedToPass && !satisfyAll(essential, args))
      problems.push(`${rule.tool}: the rule refuses a call with ${what}, and the snippet does not`)
    if (claimedToPass && !isWeaknessReported && !satisfyAll(wanted, args))
      problems.push(
        `${rule.tool}: the rule refuses a call with ${what}, and the snippet does not, without a limitation`,
      )
    if (!claimedToPass && !isStrictnessReported && satisfyAll(rule.conditions, args))
      problems.push(`${rule.tool}: the rule allows a call with ${what}, and the snippet does not, without a limitation`)
  }
  return [...new Set(problems)]
}

/** The trials of the rule and of what the snippet is said to check, each once. */
function bothTrials(wanted: readonly Condition[], claimed: readonly Condition[]): Iterable<ArgumentTrial> {
  const trials = new Map(
    [...argumentTrials(wanted), ...argumentTrials(claimed)].map((one) => [JSON.stringify(one.args), one]),
  )
  return trials.values()
}
