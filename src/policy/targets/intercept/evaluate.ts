import type { Limit } from '../../../schema/rule.ts'
import { holds, valueAt } from '../../core/conditions.ts'
import type { Counters } from '../../core/counters.ts'
import type { Decision } from '../../core/simulation.ts'
import type { InterceptPolicy, InterceptRule } from './decode.ts'
import { scopeOf } from './desugar.ts'

/**
 * What the proxy does with one call: hide, then the default for tools that are not listed, then the tool's rules in
 * order, then those of "*", then counting. Restates internal/engine and internal/proxy of Intercept at 77f0429.
 * @param policy as `desugarIntercept` gives it.
 * @param counters changed where the call passes.
 */
export function evaluateIntercept(policy: InterceptPolicy, tool: string, args: unknown, counters: Counters): Decision {
  if (policy.hide.includes('*') || policy.hide.includes(tool)) return 'hide'
  const own = policy.tools.get(tool)
  if (!own && policy.default === 'deny') return 'deny'
  const rules = [
    ...(own ?? []).map((rule) => ({ rule, scope: scopeOf(tool) })),
    ...(tool === '*' ? [] : (policy.tools.get('*') ?? [])).map((rule) => ({ rule, scope: '_global' })),
  ]
  const isSatisfied = ({ path, op, value }: InterceptRule['conditions'][number]) =>
    holds(path.startsWith('state.') ? countOf(policy, rules, path, counters) : valueAt({ args }, path), op, value)
  for (const { rule } of rules) if (rule.action === 'deny' || !rule.conditions.every(isSatisfied)) return 'deny'
  const reserved = new Map<string, { total: number; window: Limit['per']; amount: number }>()
  for (const { rule, scope } of rules) {
    if (!rule.state) continue
    const key = `state.${scope}.${rule.state.counter}`
    const limit = limitOf(rule, key)
    const amount =
      rule.state.increment_from === '' ? rule.state.increment : valueAt({ args }, rule.state.increment_from)
    if (typeof amount !== 'number') return 'deny'
    if (limit === undefined) continue
    const window = rule.state.window as Limit['per']
    const before = reserved.get(key)
    const whole = Math.trunc(amount)
    const total = (before?.total ?? counters.counted(key, window)) + whole
    if (total > limit) return 'deny'
    reserved.set(key, { total, window, amount: (before?.amount ?? 0) + whole })
  }
  for (const [key, { window, amount }] of reserved) counters.count(key, window, amount)
  return 'pass'
}

/** What a counter holds: in its own window, wherever the policy has the counter. */
function countOf(
  { tools }: InterceptPolicy,
  own: readonly { rule: InterceptRule; scope: string }[],
  path: string,
  counters: Counters,
): number {
  const isMeant = (rule: InterceptRule, scope: string) => rule.state && path === `state.${scope}.${rule.state.counter}`
  // Most conditions are about a counter of the same tool, so the others are only read where none of them is meant.
  const meant =
    own.find(({ rule, scope }) => isMeant(rule, scope))?.rule ??
    [...tools].flatMap(([tool, rules]) => rules.filter((rule) => isMeant(rule, scopeOf(tool))))[0]
  return meant?.state ? counters.counted(path, meant.state.window as Limit['per']) : 0
}

function limitOf({ conditions }: InterceptRule, key: string): number | undefined {
  const condition = conditions.find(({ path, op }) => path === key && ['lt', 'lte'].includes(op))
  if (typeof condition?.value !== 'number') return undefined
  return Math.trunc(condition.value) - (condition.op === 'lt' ? 1 : 0)
}
