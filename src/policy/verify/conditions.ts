import { RE2JS, RE2JSSyntaxException } from 're2js'

/** The eleven operators that both targets know. */
export const operators = ['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'regex', 'contains', 'exists']

/**
 * What is wrong with an operator and its value, in Intercept's words; empty when nothing is.
 * Source: Intercept internal/config/validate.go at 77f0429.
 */
export function operatorProblems(op: string, value: unknown): string[] {
  if (!operators.includes(op)) return [`unknown operator "${op}"`]
  if (['in', 'not_in'].includes(op) && !Array.isArray(value)) return [`operator "${op}" requires a list value`]
  if (['lt', 'lte', 'gt', 'gte'].includes(op) && typeof value !== 'number')
    return [`operator "${op}" requires a numeric value`]
  if (op === 'exists' && typeof value !== 'boolean') return ['operator "exists" requires a boolean value']
  if (op === 'regex') {
    if (typeof value !== 'string') return ['regex value must be a string']
    try {
      RE2JS.compile(value)
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error
      return [`invalid regex "${value}": ${error.message}`]
    }
  }
  return []
}

/** Whether a condition holds for an argument; a missing argument fails every operator but `exists`. */
export function holds(actual: unknown, op: string, value: unknown): boolean {
  const present = actual !== undefined && actual !== null
  if (op === 'exists') return present === value
  if (!present) return false
  const same = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' ? a === b : String(a) === String(b)
  const numbers = typeof actual === 'number' && typeof value === 'number'
  switch (op) {
    case 'eq':
      return same(actual, value)
    case 'neq':
      return !same(actual, value)
    case 'in':
      return Array.isArray(value) && value.some((one) => same(actual, one))
    case 'not_in':
      return Array.isArray(value) && !value.some((one) => same(actual, one))
    case 'lt':
      return numbers && actual < value
    case 'lte':
      return numbers && actual <= value
    case 'gt':
      return numbers && actual > value
    case 'gte':
      return numbers && actual >= value
    case 'regex':
      return typeof actual === 'string' && typeof value === 'string' && RE2JS.compile(value).matcher(actual).find()
    case 'contains':
      return Array.isArray(actual) ? actual.some((one) => same(one, value)) : String(actual).includes(String(value))
    default:
      return false
  }
}

/** The value at a dotted path of an object; undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      root,
    )
}
