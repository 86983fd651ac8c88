import { RE2JS, RE2JSSyntaxException } from 're2js'
import { goQuote } from './go-text.ts'

/** The eleven operators that both targets know. */
export const operators = ['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'regex', 'contains', 'exists']

/**
 * What is wrong with an operator and its value, in Intercept's words; empty when nothing is.
 * Source: Intercept, internal/config/validate.go of v1.1.0.
 */
export function operatorProblems(op: string, value: unknown): string[] {
  if (!operators.includes(op)) return [`unknown operator ${goQuote(op)}`]
  if (['in', 'not_in'].includes(op) && !Array.isArray(value)) return [`operator "${op}" requires a list value`]
  if (['lt', 'lte', 'gt', 'gte'].includes(op) && typeof value !== 'number')
    return [`operator "${op}" requires a numeric value`]
  if (op === 'exists' && typeof value !== 'boolean') return ['operator "exists" requires a boolean value']
  if (op === 'regex') {
    if (typeof value !== 'string') return ['regex value must be a string']
    const problem = regexProblem(value)
    if (problem) return [`invalid regex ${goQuote(value)}: ${problem}`]
  }
  return []
}

function regexProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    // Go always names the part that is at fault, even when it is empty.
    return error.message.endsWith('`') ? error.message : `${error.message}: \`\``
  }
}

/**
 * Whether a condition holds for an argument; a missing argument (undefined) fails every operator but `exists`.
 * Source: Intercept, internal/engine/operators.go of v1.1.0.
 */
export function holds(actual: unknown, op: string, value: unknown): boolean {
  if (op === 'exists') return (actual !== undefined && actual !== null) === value
  if (actual === undefined) return false
  const numbers = typeof actual === 'number' && typeof value === 'number'
  switch (op) {
    case 'eq':
      return same(actual, value)
    case 'neq':
      return !same(actual, value)
    case 'in':
      return Array.isArray(value) && value.some((one) => same(actual, one))
    case 'not_in':
      return !(Array.isArray(value) && value.some((one) => same(actual, one)))
    case 'lt':
      return numbers && actual < value
    case 'lte':
      return numbers && actual <= value
    case 'gt':
      return numbers && actual > value
    case 'gte':
      return numbers && actual >= value
    case 'regex':
      return typeof actual === 'string' && typeof value === 'string' && compiled(value).matcher(actual).find()
    case 'contains':
      if (typeof actual === 'string') return typeof value === 'string' && actual.includes(value)
      return Array.isArray(actual) && actual.some((one) => same(one, value))
    default:
      return false
  }
}

// As the target keeps compiled patterns.
const patterns = new Map<string, RE2JS>()
const MAX_PATTERNS = 1_000

function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern)
  if (known) return known
  if (patterns.size >= MAX_PATTERNS) patterns.clear()
  const fresh = RE2JS.compile(pattern)
  patterns.set(pattern, fresh)
  return fresh
}

// Numbers as numbers, everything else as it is printed; Go prints an absent value as <nil>.
function same(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a === b : printed(a) === printed(b)
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The value at a dotted path of an object; undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      root,
    )
}
