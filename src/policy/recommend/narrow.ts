import type { Condition, Limit, Rule } from '../../schema/rule.ts'
import { conditionsOf } from './conditions-of.ts'
import type { Proposal, Proposals } from './proposals.ts'
import type { ReaderValues } from './reader-values.ts'

/** Whether the reader gave what the family needs. */
const given = ({ family: { needs } }: Proposal, values: ReaderValues) =>
  needs === undefined || values[needs] !== undefined

/** Whether one of the reader's values is about an argument of the tool. */
export const needsOneOf = ({ checked, unchecked }: Proposals, values: ReaderValues): boolean =>
  [...checked, ...unchecked].some((one) => one.family.needs !== undefined && given(one, values))

/** Whether calls pass somewhere without approval. */
export const letsPass = ({ effect, unattended }: Rule): boolean =>
  effect === 'allow' || (effect === 'ask' && unattended.length > 0)

/**
 * The rule with conditions on its arguments. It never lets more calls pass than before, and its effect stays. A rule that
 * asks has conditions only for the few calls that pass where nobody can be asked.
 * @param values what the reader gave; conditions that need another value are left out.
 */
export function narrow(rule: Rule, { checked, unchecked }: Proposals, values: ReaderValues = {}): Rule {
  if (!letsPass(rule)) return rule
  // The reader wants a fence, and an argument that no target can check leads past it.
  const gap = unchecked.find((one) => one.family.needs !== undefined && given(one, values))
  if (gap)
    return {
      ...rule,
      effect: 'ask',
      limits: [],
      unattended: [],
      conditions: [],
      reason: `No policy can check the argument ${gap.parameter}, so each call needs approval.`,
    }
  const conditions = conditionsFor(
    checked.filter((one) => !one.family.opens && given(one, values)),
    values,
  )
  return conditions.length > 0 ? { ...rule, conditions } : rule
}

/**
 * What to write for a tool that the rule asks about or denies, if the reader decides to open it: every condition there is.
 * A target that cannot check one of them keeps to what the rule says.
 * @param limits how many of these calls pass, where the target can count.
 * @returns undefined where nothing can be demanded.
 */
export function opened(
  rule: Rule,
  { checked, unchecked }: Proposals,
  values: ReaderValues,
  limits: readonly Limit[],
): Rule | undefined {
  if (rule.effect === 'allow' || rule.effect === 'hide' || checked.length === 0 || unchecked.length > 0)
    return undefined
  const conditions = conditionsFor(checked, values).map(({ dispensable: _, ...condition }) => condition)
  return {
    ...rule,
    effect: 'allow',
    // The arguments are what makes a call acceptable; the limit only stops a loop.
    effectWithoutLimit: 'allow',
    unchecked: rule.effect,
    limits: [...limits],
    unattended: [],
    conditions,
  }
}

/** The rule with every demand there is: opened where it asks or denies and can be opened, otherwise narrowed. */
export const demandAll = (rule: Rule, found: Proposals, values: ReaderValues, limits: readonly Limit[]): Rule =>
  opened(rule, found, values, limits) ?? narrow(rule, found, values)

function conditionsFor(checked: readonly Proposal[], values: ReaderValues): Condition[] {
  const conditions = checked.flatMap((one) => conditionsOf(one, values))
  // Where one condition wants the argument, no other may be met by its absence: a target could then demand both.
  const wanted = new Set(conditions.flatMap(({ path, op, optional }) => (optional || op === 'exists' ? [] : [path])))
  return conditions.map(({ optional, ...condition }) =>
    optional && !wanted.has(condition.path) ? { ...condition, optional } : condition,
  )
}
