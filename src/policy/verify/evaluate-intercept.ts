import type { SnippetEffect } from '../formats/format.ts'
import { holds, valueAt } from './conditions.ts'
import { rateLimitOf } from './intercept.ts'
import type { InterceptPolicy, InterceptRule } from './intercept-document.ts'

/** Calls that passed so far in the current windows, by counter. */
export type Counters = Map<string, number>

/**
 * What the proxy does with one call: hide, then the default for tools that are not listed, then the tool's rules in
 * order, then those of "*", then counting. Restates internal/engine of Intercept at 77f0429. `increment_from` and
 * hand-written `state` blocks are not part of what is generated here and count as 1.
 */
export function evaluateIntercept(
  policy: InterceptPolicy,
  tool: string,
  args: unknown,
  counters: Counters,
): 'pass' | 'deny' | 'hide' {
  if (policy.hide.includes('*') || policy.hide.includes(tool)) return 'hide'
  const own = policy.tools.get(tool)
  if (!own && policy.default === 'deny') return 'deny'
  const reserve: string[] = []
  const passes = (rule: InterceptRule, scope: string): boolean => {
    if (rule.rate_limit !== '') {
      const limit = rateLimitOf(rule.rate_limit)
      if (!('max' in limit)) return false
      const key = JSON.stringify([scope, limit.window])
      reserve.push(key)
      return (counters.get(key) ?? 0) + 1 <= limit.max
    }
    if (rule.action === 'deny') return false
    return rule.conditions.every(({ path, op, value }) => holds(valueAt({ args }, path), op, value))
  }
  for (const rule of own ?? []) if (!passes(rule, tool)) return 'deny'
  for (const rule of policy.tools.get('*') ?? []) if (!passes(rule, '_global')) return 'deny'
  for (const key of reserve) counters.set(key, (counters.get(key) ?? 0) + 1)
  return 'pass'
}

/** What a run of calls of one tool shows: does it pass, pass up to a number, or never? */
export function effectOf(
  call: () => 'pass' | 'deny' | 'hide',
  upTo: number,
): { effect: SnippetEffect; passed: number } {
  for (let passed = 0; passed <= upTo; passed++) {
    const answer = call()
    if (answer === 'hide') return { effect: 'hide', passed }
    if (answer === 'deny') return { effect: passed === 0 ? 'deny' : 'limit', passed }
  }
  return { effect: 'allow', passed: upTo + 1 }
}
