import type { Condition } from '../../schema/rule.ts'
import { celString } from './cel-text.ts'

/**
 * A condition as an expression that holds for the arguments of a call: false or an error for every other. Values of another
 * type make it fail, so that number and text are never taken for each other.
 * @param args the expression that gives the arguments, which must be there.
 * @returns undefined for what CEL says in another way than the rule means it: equal numbers, contents of lists, dotted paths.
 */
export function celCondition({ path, op, value, optional }: Condition, args: string): string | undefined {
  if (path.includes('.')) return undefined
  const given = `${celString(path)} in ${args}`
  const actual = `${args}[${celString(path)}]`
  if (op === 'exists') return value === true ? `(${given} && ${actual} != null)` : `(!(${given}) || ${actual} == null)`
  const holds = comparison(op, value, actual)
  if (holds === undefined) return undefined
  return optional ? `(!(${given}) || ${actual} == null || ${holds})` : `(${given} && ${holds})`
}

/** All conditions of a tool; calls without arguments pass where every condition lets an argument be missing. */
export function celConditions(conditions: readonly Condition[], params: string): string {
  const args = `${params}.arguments`
  const all = [...new Set(conditions.map((condition) => celCondition(condition, args) as string))].join(' && ')
  return conditions.every(({ op, value, optional }) => optional || (op === 'exists' && value === false))
    ? `!("arguments" in ${params}) || ${args} == null || (${all})`
    : `"arguments" in ${params} && ${all}`
}

function comparison(op: Condition['op'], value: unknown, actual: string): string | undefined {
  switch (op) {
    case 'eq':
    case 'neq':
      return isPlain(value) ? `${actual} ${op === 'eq' ? '==' : '!='} ${literal(value)}` : undefined
    case 'in':
    case 'not_in': {
      if (!Array.isArray(value) || !value.every(isPlain)) return undefined
      const among = `${actual} in [${value.map(literal).join(', ')}]`
      return op === 'in' ? among : `!(${among})`
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return typeof value === 'number' && Number.isFinite(value) ? `${actual} ${SIGNS[op]} ${double(value)}` : undefined
    case 'regex':
      return typeof value === 'string' ? `${actual}.matches(${celString(value)})` : undefined
    default:
      return undefined
  }
}

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

const isPlain = (value: unknown): value is string | boolean => typeof value === 'string' || typeof value === 'boolean'
const literal = (value: string | boolean) => (typeof value === 'string' ? celString(value) : String(value))

/** A number that both makes of CEL read as a double. */
const double = (value: number) => (Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : `${value}`)
