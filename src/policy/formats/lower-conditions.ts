import type { Condition, Rule } from '../../schema/rule.ts'
import { absent } from '../recommend/conditions-of.ts'
import type { Loss } from './format.ts'

/** What is left of the conditions of a rule in one target. */
export interface LoweredConditions {
  /** The conditions as the target checks them: as the rule has them, or stricter. */
  checked: Condition[]
  /** Whether a condition is left out that the rule does not stand on. */
  leftOut: boolean
  /** Whether a condition is stricter than in the rule. */
  stricter: boolean
  /** Whether a condition that the rule stands on cannot be checked, so that the target must not allow the calls. */
  failed: boolean
}

/**
 * The conditions of an allow rule as a target can check them.
 * @param can whether the target can check a condition as it is.
 */
export function lowerConditions({ conditions }: Rule, can: (condition: Condition) => boolean): LoweredConditions {
  const lowered: LoweredConditions = { checked: [], leftOut: false, stricter: false, failed: false }
  for (const condition of conditions) {
    if (can(condition)) lowered.checked.push(condition)
    else if (condition.optional && (condition.orElse || !condition.dispensable) && can(absent(condition.path))) {
      lowered.stricter = true
      // Several conditions of one argument come to the same.
      if (!lowered.checked.some(({ path, op }) => path === condition.path && op === 'exists'))
        lowered.checked.push(absent(condition.path))
    } else if (condition.dispensable) lowered.leftOut = true
    else lowered.failed = true
  }
  return lowered
}

/** A condition as the end of a sentence that begins with the argument's name. */
export const conditionWords = ({ op, value, says }: Condition): string =>
  says ??
  (op === 'exists' ? (value === true ? 'must be given' : 'must be left out') : `${HOLDS[op]} ${JSON.stringify(value)}`)

/** Why a call is refused, for the agent. */
export const conditionReason = (condition: Condition): string =>
  `The argument ${condition.path} ${conditionWords(condition)}${condition.optional ? ', or be left out' : ''}.`

const HOLDS: Record<Exclude<Condition['op'], 'exists'>, string> = {
  eq: 'must be',
  neq: 'must be given and must not be',
  in: 'must be one of',
  not_in: 'must be given and must be none of',
  lt: 'must be a number below',
  lte: 'must be a number of at most',
  gt: 'must be a number above',
  gte: 'must be a number of at least',
  regex: 'must match',
  contains: 'must contain',
}

/** That calls pass without a check that the rule has. */
export const leftOutLoss = (label: string): Loss => ({
  what: `${label} cannot check some of the arguments that the rule names. The snippet allows those calls without the check.`,
  unchecked: true,
})

/** That an argument must be left out, because the target cannot check it only when it is there. */
export const absentLoss = (label: string): Loss => ({
  what: `${label} cannot check an argument only when it is given. The snippet refuses calls that give such an argument.`,
})
