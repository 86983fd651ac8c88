import { z } from 'zod'
import type { Condition } from '../../schema/rule.ts'
import { holds, valueAt } from './conditions.ts'
import type { Counters } from './counters.ts'
import { conditionReason } from './lower-conditions.ts'
import type { LoweredRule } from './lower-rule.ts'
import type { Decision } from './simulation.ts'

// Rules as data in a module of TypeScript, for libraries that decide by a function of their user.

const patterns = z.strictObject({ any: z.array(z.string()), none: z.array(z.string()) })
const compared = z.enum(['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'contains', 'exists'])
const rest = { path: z.string(), optional: z.literal(true).optional(), reason: z.string() }
const condition = z.union([
  z.strictObject({ ...rest, op: compared, value: z.unknown() }),
  z.strictObject({ ...rest, op: z.literal('like'), value: patterns }),
])
const limit = z.strictObject({ max: z.int().min(1), per: z.enum(['minute', 'hour', 'day']) })

/** One rule of such a module. */
export const moduleRuleSchema = z.strictObject({
  effect: z.enum(['allow', 'ask', 'deny', 'hide']),
  reason: z.string().optional(),
  conditions: z.array(condition).optional(),
  limits: z.array(limit).optional(),
})
export type ModuleRule = z.output<typeof moduleRuleSchema>
export type ModuleCondition = z.output<typeof condition>

/** A condition that the code of such a module checks; a pattern only where wildcards say the same. */
export const moduleCondition = (one: Condition): Condition | undefined =>
  one.op === 'regex' && !one.wildcards ? undefined : one

/** A lowered rule as data. */
export function moduleRule({ rule, effect, conditions }: LoweredRule): ModuleRule {
  return {
    effect: effect === 'limit' ? 'allow' : effect,
    ...(effect === 'deny' ? { reason: rule.reason } : {}),
    ...(conditions.length > 0 ? { conditions: conditions.map(conditionData) } : {}),
    ...(effect === 'limit' ? { limits: rule.limits.map(({ max, per }) => ({ max, per })) } : {}),
  }
}

function conditionData(one: Condition): ModuleCondition {
  const { path, op, value, optional, wildcards } = one
  const more = { path, ...(optional ? { optional } : {}), reason: conditionReason(one) }
  if (op !== 'regex') return { ...more, op, value }
  if (!wildcards) throw new Error(`the pattern of ${path} has no wildcards`)
  return { ...more, op: 'like', value: { any: wildcards.any, none: wildcards.none } }
}

/** What a module with such rules does with one call. */
export function decide(
  { effect, conditions = [], limits = [] }: ModuleRule,
  tool: string,
  args: unknown,
  counters: Counters,
): Decision {
  if (effect !== 'allow') return effect
  if (!conditions.every((one) => isMet(one, valueAt(args, one.path)))) return 'deny'
  if (limits.some(({ max, per }) => counters.counted(tool, per) >= max)) return 'deny'
  for (const { per } of limits) counters.count(tool, per)
  return 'pass'
}

function isMet(one: ModuleCondition, actual: unknown): boolean {
  if (one.optional && (actual === undefined || actual === null)) return true
  if (one.op !== 'like') return holds(actual, one.op, one.value)
  if (typeof actual !== 'string') return false
  const matches = (pattern: string) => isLike(pattern, actual)
  return one.value.any.some(matches) && !one.value.none.some(matches)
}

/** Whether a pattern with stars for any text matches all of a text. */
export function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const [first = ''] = parts
  const last = parts.at(-1) as string
  if (parts.length === 1) return text === pattern
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let place = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, place)
    if (found < 0) return false
    place = found + part.length
  }
  return place <= text.length - last.length
}
