import type { Condition } from '../../schema/rule.ts'
import { type Json, objectOf, type Tool } from '../../schema/tool.ts'
import { cedarPattern, cedarString } from './cedar-text.ts'

/** Types of arguments that conditions can be about. A JSON number that is no integer is a decimal. */
export type CedarType = 'String' | 'Long' | 'Boolean' | 'decimal'

/** One argument as policies see it. */
export interface CedarArgument {
  /** The record that holds it, such as `context.input`. */
  record: string
  name: string
  /** Undefined for any other type, of which only presence can be asked. */
  type: CedarType | undefined
  /** Whether it is there in every call, so that it can be read without asking. */
  certain: boolean
}

/**
 * What Cedar must find true for a condition to hold, as expressions that are joined by &&.
 * Source: docs.cedarpolicy.com, operators and functions.
 * @returns undefined where Cedar cannot say it for the type.
 */
export function cedarClauses(condition: Condition, argument: CedarArgument): string[] | undefined {
  const { record, name, certain } = argument
  const has = `${record} has ${cedarString(name)}`
  if (condition.op === 'exists') return [condition.value === true ? has : `!(${has})`]
  if (!argument.type) return undefined
  const tests = testsOf(condition, `${record}[${cedarString(name)}]`, argument.type)
  if (!tests) return undefined
  // Cedar's validator wants to see that the argument is there on the very side that reads it.
  if (condition.optional) return certain ? tests : [`(!(${has}) || (${[has, ...tests].join(' && ')}))`]
  return certain ? tests : [has, ...tests]
}

const COMPARED = {
  lt: ['<', 'lessThan'],
  lte: ['<=', 'lessThanOrEqual'],
  gt: ['>', 'greaterThan'],
  gte: ['>=', 'greaterThanOrEqual'],
} as const

function testsOf({ op, value, wildcards }: Condition, argument: string, type: CedarType): string[] | undefined {
  switch (op) {
    case 'eq':
    case 'neq': {
      const wanted = literal(value, type)
      return wanted === undefined ? undefined : [`${argument} ${op === 'eq' ? '==' : '!='} ${wanted}`]
    }
    case 'in':
    case 'not_in': {
      const wanted = Array.isArray(value) ? value.map((one) => literal(one, type)) : []
      if (wanted.length === 0 || wanted.includes(undefined)) return undefined
      const among = `[${wanted.join(', ')}].contains(${argument})`
      return [op === 'in' ? among : `!(${among})`]
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const wanted = literal(value, type)
      if (wanted === undefined || (type !== 'Long' && type !== 'decimal')) return undefined
      const [operator, method] = COMPARED[op]
      return [type === 'Long' ? `${argument} ${operator} ${wanted}` : `${argument}.${method}(${wanted})`]
    }
    case 'regex': {
      if (!wildcards || type !== 'String') return undefined
      const any = wildcards.any.includes('*')
        ? []
        : [alternatives(wildcards.any.map((text) => matches(argument, text)))]
      return [...any, ...wildcards.none.map((text) => `!(${matches(argument, text)})`)]
    }
    default:
      return undefined
  }
}

const alternatives = (tests: readonly string[]) =>
  tests.length === 1 ? (tests[0] as string) : `(${tests.join(' || ')})`

const matches = (argument: string, text: string) =>
  text.includes('*') ? `${argument} like ${cedarPattern(text)}` : `${argument} == ${cedarString(text)}`

function literal(value: unknown, type: CedarType): string | undefined {
  if (type === 'String' && typeof value === 'string') return cedarString(value)
  if (type === 'Long' && Number.isSafeInteger(value)) return String(value)
  // Four decimal places at most, and a point in any case.
  if (type === 'decimal' && typeof value === 'number' && Number.isInteger(value * 10_000) && Math.abs(value) < 9e14)
    return `decimal("${Number.isInteger(value) ? `${value}.0` : value}")`
  return type === 'Boolean' && typeof value === 'boolean' ? String(value) : undefined
}

const TYPES: Record<string, CedarType> = { string: 'String', integer: 'Long', boolean: 'Boolean', number: 'decimal' }

/** The type that a schema gives an argument of a tool; undefined where it gives none, or several. */
export function cedarTypeOf(schema: Json | undefined): CedarType | undefined {
  const type = objectOf(schema)?.['type']
  return typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
}

/** What the schema of a tool says of one argument; no schema where it does not have it. */
export function argumentOf(tool: Tool | undefined, name: string): { schema: Json | undefined; required: boolean } {
  const inputSchema = objectOf(tool?.['inputSchema'])
  const properties = objectOf(inputSchema?.['properties']) ?? {}
  const required = inputSchema?.['required']
  return {
    schema: Object.hasOwn(properties, name) ? properties[name] : undefined,
    required: Array.isArray(required) && required.includes(name),
  }
}
