import type { Condition } from '../../../schema/rule.ts'

/** A condition in the target's syntax. */
type GatewayCondition = Pick<Condition, 'op' | 'value'>

/**
 * What calls with the argument are refused for, each entry by itself; together they refuse what the condition does not let
 * through. Numbers as text are refused, because lenient servers read them.
 * @returns undefined where the target has no operator for it.
 */
export function violations({ op, value, refuses }: Condition): GatewayCondition[] | undefined {
  const text: GatewayCondition = { op: 'regex', value: '' }
  switch (op) {
    case 'eq':
      return [{ op: 'neq', value }]
    case 'neq':
      return [{ op: 'eq', value }]
    case 'in':
      return [{ op: 'not_in', value }]
    case 'not_in':
      return [{ op: 'in', value }]
    case 'lt':
      return [{ op: 'gte', value }, text]
    case 'lte':
      return [{ op: 'gt', value }, text]
    case 'gt':
      return [{ op: 'lte', value }, text]
    case 'gte':
      return [{ op: 'lt', value }, text]
    case 'regex':
      return refuses === undefined ? undefined : [{ op: 'regex', value: refuses }]
    default:
      return undefined
  }
}
