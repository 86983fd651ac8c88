import { goQuote } from '../../core/go-text.ts'
import type { InterceptPolicy, InterceptRule } from './decode.ts'

/** The windows that the target counts in. */
export const WINDOWS = ['minute', 'hour', 'day']

/** A rate limit in parts, or what is wrong with it. Source: Intercept, internal/config/config.go of v1.1.0. */
export function rateLimitOf(text: string): { max: number; window: string } | { problem: string } {
  const slash = text.indexOf('/')
  if (slash < 0) return { problem: `rate_limit must be in the format "N/window" (e.g. "5/hour"), got ${goQuote(text)}` }
  const count = text.slice(0, slash)
  const window = text.slice(slash + 1)
  const max = Number(count)
  if (!/^\+?\d+$/.test(count) || max < 1 || max >= 2 ** 63)
    return { problem: `rate_limit count must be a positive integer, got ${goQuote(count)}` }
  if (!WINDOWS.includes(window))
    return { problem: `rate_limit window must be "minute", "hour", or "day", got ${goQuote(window)}` }
  return { max, window }
}

/**
 * The policy with defaults filled in and every usable `rate_limit` written out as a condition and a counter. A rule
 * whose `rate_limit` is unusable or conflicts keeps it, which is how the validator knows.
 * Source: Intercept, internal/config/config.go of v1.1.0.
 */
export function desugarIntercept(policy: InterceptPolicy): InterceptPolicy {
  return {
    ...policy,
    default: policy.default === '' ? 'allow' : policy.default,
    tools: new Map(
      [...policy.tools].map(([tool, rules]) => [tool, rules.map((rule) => desugarRule(scopeOf(tool), rule))]),
    ),
  }
}

/** The name under which a tool's counters are kept. */
export function scopeOf(tool: string): string {
  return tool === '*' ? '_global' : tool
}

/** Tools in the order of their names' bytes, as the validator visits them. */
export function toolsByName(policy: InterceptPolicy): [string, InterceptRule[]][] {
  return [...policy.tools].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

function desugarRule(scope: string, rule: InterceptRule): InterceptRule {
  const filled = rule.action === '' ? { ...rule, action: 'evaluate' } : rule
  if (rule.rate_limit === '' || rule.conditions.length > 0 || rule.state || rule.action === 'deny') return filled
  const limit = rateLimitOf(rule.rate_limit)
  if ('problem' in limit) return filled
  const counter = `_rate_${limit.window}`
  return {
    ...rule,
    action: 'evaluate',
    rate_limit: '',
    conditions: [{ path: `state.${scope}.${counter}`, op: 'lte', value: limit.max }],
    on_deny: rule.on_deny || `Rate limit of ${limit.max} per ${limit.window} reached. Try again later.`,
    state: { counter, window: limit.window, increment: 1, increment_from: '' },
  }
}
