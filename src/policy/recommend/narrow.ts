import type { Condition, Rule } from '../../schema/rule.ts'
import { conditionsOf } from './conditions-of.ts'
import type { Proposal, Proposals } from './proposals.ts'
import type { ReaderValues } from './reader-values.ts'

/** Whether the reader gave what the family needs. */
const given = ({ family: { needs } }: Proposal, values: ReaderValues) =>
  needs === undefined || values[needs] !== undefined

/**
 * The rule with conditions on its arguments. Only a rule that allows has any, and it never allows more calls than before: what
 * it asks about or denies stays as it is.
 * @param values what the reader gave; conditions that need another value are left out.
 */
export function narrow(rule: Rule, { checked, unchecked }: Proposals, values: ReaderValues = {}): Rule {
  if (rule.effect !== 'allow') return rule
  // The reader wants a fence, and an argument that no target can check leads past it.
  const gap = unchecked.find((one) => one.family.needs !== undefined && given(one, values))
  if (gap)
    return {
      ...rule,
      effect: 'ask',
      limits: [],
      conditions: [],
      reason: `No policy can check the argument ${gap.parameter}, so a person has to.`,
    }
  const conditions = conditionsFor(
    checked.filter((one) => !one.family.opens && given(one, values)),
    values,
  )
  return conditions.length > 0 ? { ...rule, conditions } : rule
}

/** Calls of a tool that was opened, where its rule has no limit of its own. */
const FEW = { max: 10, per: 'hour' } as const

/**
 * What to write for a tool that the rule asks about or denies, if the reader decides to open it: every condition there is.
 * A target that cannot check one of them keeps to what the rule says.
 * @returns undefined where nothing can be demanded.
 */
export function opened(rule: Rule, { checked, unchecked }: Proposals, values: ReaderValues): Rule | undefined {
  if (rule.effect === 'allow' || rule.effect === 'hide' || checked.length === 0 || unchecked.length > 0)
    return undefined
  const conditions = conditionsFor(checked, values).map(({ dispensable: _, ...condition }) => condition)
  return {
    ...rule,
    effect: 'allow',
    // The arguments are what makes a call acceptable; the limit only stops a loop.
    uncounted: 'allow',
    unchecked: rule.effect,
    limits: rule.limits.length > 0 ? rule.limits : [FEW],
    conditions,
  }
}

function conditionsFor(checked: readonly Proposal[], values: ReaderValues): Condition[] {
  const conditions = checked.flatMap((one) => conditionsOf(one, values))
  // Where one condition wants the argument, no other may be met by its absence: a target could then demand both.
  const wanted = new Set(conditions.flatMap(({ path, op, optional }) => (optional || op === 'exists' ? [] : [path])))
  return conditions.map(({ optional, ...condition }) =>
    optional && !wanted.has(condition.path) ? { ...condition, optional } : condition,
  )
}
