import type { Condition } from '../../schema/rule.ts'
import { conditionReason } from './lower-conditions.ts'
import type { LoweredRule } from './lower-rule.ts'
import type { ModuleCondition, ModuleRule } from './module-simulation.ts'

// Rules as data in a module of TypeScript, for libraries that decide by a function of their user.

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
