import { holds, valueAt } from '../../core/conditions.ts'
import type { Counters, Decision } from '../../core/simulation.ts'
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
    holds(path.startsWith('state.') ? (counters.get(path) ?? 0) : valueAt({ args }, path), op, value)
  for (const { rule } of rules) if (rule.action === 'deny' || !rule.conditions.every(isSatisfied)) return 'deny'
  const reserved: Counters = new Map()
  for (const { rule, scope } of rules) {
    if (!rule.state) continue
    const key = `state.${scope}.${rule.state.counter}`
    const limit = limitOf(rule, key)
    const amount =
      rule.state.increment_from === '' ? rule.state.increment : valueAt({ args }, rule.state.increment_from)
    if (typeof amount !== 'number') return 'deny'
    if (limit === undefined) continue
    const total = (reserved.get(key) ?? counters.get(key) ?? 0) + Math.trunc(amount)
    if (total > limit) return 'deny'
    reserved.set(key, total)
  }
  for (const [key, total] of reserved) counters.set(key, total)
  return 'pass'
}

function limitOf({ conditions }: InterceptRule, key: string): number | undefined {
  const condition = conditions.find(({ path, op }) => path === key && ['lt', 'lte'].includes(op))
  if (typeof condition?.value !== 'number') return undefined
  return Math.trunc(condition.value) - (condition.op === 'lt' ? 1 : 0)
}
