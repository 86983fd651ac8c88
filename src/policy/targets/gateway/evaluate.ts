import { holds, valueAt } from '../../core/conditions.ts'
import type { Counters } from '../../core/counters.ts'
import type { Decision } from '../../core/simulation.ts'
import type { GatewayPolicy } from './validate.ts'

/**
 * What the gateway does with one call of one grant: hide, then the default for tools that are not listed, then deny_if,
 * require and the limits. The first denial wins, so the order of the last three does not change the answer.
 * Source: policylayer.com/docs/writing-policies and /docs/core-concepts, read 2026-11-20.
 * @param counters changed where the call passes; one for each grant.
 */
export function evaluateGateway(policy: GatewayPolicy, name: string, args: unknown, counters: Counters): Decision {
  if (policy.hide?.includes('*') || policy.hide?.includes(name)) return 'hide'
  const tools = policy.tools ?? {}
  if (!Object.hasOwn(tools, name) && policy.default === 'deny') return 'deny'
  const tool = Object.hasOwn(tools, name) ? (tools[name] ?? {}) : {}
  const met = ({ conditions }: { conditions: { path: string; op: string; value?: unknown }[] }) =>
    conditions.every(({ path, op, value }) => holds(valueAt({ args }, path), op, value))
  if (tool.deny_if?.some(met)) return 'deny'
  if (tool.require?.some((rule) => !met(rule))) return 'deny'
  const limits = [
    ...(tool.limits ?? []).map((limit) => ({ ...limit, key: JSON.stringify([name, limit.counter]) })),
    ...(policy.all_tools?.limits ?? []).map((limit) => ({ ...limit, key: JSON.stringify([limit.counter]) })),
  ]
  if (limits.some(({ key, window, max }) => counters.counted(key, window) + 1 > max)) return 'deny'
  for (const { key, window } of limits) counters.count(key, window)
  return 'pass'
}
