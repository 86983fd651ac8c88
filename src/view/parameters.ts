import type { Json, JsonObject } from '../schema/tool.ts'
import { objectOf } from '../schema/tool.ts'
import { keyOfPart } from '../text/json-pointer.ts'

/** One line of the parameter table. */
export interface Parameter {
  name: string
  /** Nesting: 0 for an argument of the call. */
  depth: number
  /** Type in words, for example `string`, `array of integer`, `string or null`. */
  type: string
  required: boolean
  description: string
  /** JSON text of the default, if one is given. */
  default?: string
  /** JSON texts of the allowed values, if they are limited. */
  values: string[]
  /** Limits such as "at most 100" or "pattern ^a". */
  limits: string[]
  /** Why the children are not shown, where they are not. */
  cut?: string
}

const MAX_DEPTH = 8
const MAX_ROWS = 600

/**
 * The arguments that a schema describes, nested ones below their parents, in the order in which the server sent them.
 * `$ref` is followed inside the schema only, never over the network; a reference to an ancestor stops there.
 * @param schema the tool's `inputSchema` or `outputSchema`, as sent; anything that is not an object has no parameters.
 * @returns at most 600 rows; the last one says so when more were cut.
 */
export function parameters(schema: Json | undefined): Parameter[] {
  const root = objectOf(schema)
  if (!root) return []
  const rows: Parameter[] = []
  walkProperties(root, root, 0, new Set(), rows)
  if (rows.length > MAX_ROWS) {
    const rest = rows.length - MAX_ROWS
    rows.length = MAX_ROWS
    const last = rows[MAX_ROWS - 1] as Parameter
    last.cut = `${rest} more rows are left out; see the definition as sent`
  }
  return rows
}

function walkProperties(
  schema: JsonObject,
  root: JsonObject,
  depth: number,
  ancestors: ReadonlySet<Json>,
  rows: Parameter[],
): void {
  for (const part of variants(schema, root, ancestors)) {
    const required = Array.isArray(part['required']) ? part['required'] : []
    for (const [name, value] of Object.entries(objectOf(part['properties']) ?? {})) {
      if (rows.some((row) => row.depth === depth && row.name === name && depth === 0)) continue
      if (rows.length > MAX_ROWS * 4) return
      rows.push(...row(name, value, required.includes(name), root, depth, ancestors))
    }
  }
}

function row(
  name: string,
  value: Json,
  required: boolean,
  root: JsonObject,
  depth: number,
  ancestors: ReadonlySet<Json>,
): Parameter[] {
  const schema = resolve(value, root)
  const object = objectOf(schema)
  const own: Parameter = {
    name,
    depth,
    type: typeOf(schema, root),
    required,
    description: textOf(objectOf(value)?.['description']) || textOf(object?.['description']),
    values: valuesOf(object),
    limits: limitsOf(object),
  }
  const fallback = objectOf(value)?.['default'] ?? object?.['default']
  if (fallback !== undefined) own.default = JSON.stringify(fallback)
  const inner = object && children(object, root)
  if (!inner) return [own]
  if (ancestors.has(inner)) return [{ ...own, cut: 'refers to one of its own parents' }]
  if (depth + 1 >= MAX_DEPTH) return [{ ...own, cut: 'nested deeper than is shown; see the definition as sent' }]
  const rows: Parameter[] = []
  walkProperties(inner, root, depth + 1, new Set([...ancestors, inner]), rows)
  return [own, ...rows]
}

/** The schema that holds the children: the schema itself, or that of an array's items or a map's values. */
function children(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  if (variants(schema, root, new Set()).some((part) => objectOf(part['properties']))) return schema
  const below = objectOf(resolve(schema['items'] ?? schema['additionalProperties'], root))
  return below && below !== schema ? children(below, root) : undefined
}

/** The schema with the parts of allOf, anyOf and oneOf, each resolved. */
function variants(schema: JsonObject, root: JsonObject, seen: ReadonlySet<Json>): JsonObject[] {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const list = schema[key]
    return Array.isArray(list) ? list : []
  })
  const resolved = parts.map((part) => objectOf(resolve(part, root)))
  return [schema, ...resolved.filter((part): part is JsonObject => part !== undefined && !seen.has(part))]
}

/** Follows `$ref` inside the root, at most 20 times; an unresolvable reference gives the schema that holds it. */
function resolve(value: Json | undefined, root: JsonObject): Json | undefined {
  let current = value
  for (let hop = 0; hop < 20; hop++) {
    const reference = objectOf(current)?.['$ref']
    if (typeof reference !== 'string') return current
    const target = pointer(root, reference)
    if (target === undefined || target === current) return current
    current = target
  }
  return current
}

function pointer(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let current: Json | undefined = root
  for (const raw of reference.slice(2).split('/')) {
    let token = raw
    try {
      token = decodeURIComponent(raw)
    } catch {
      // Not percent-encoded: the token stands for itself.
    }
    token = keyOfPart(token)
    if (Array.isArray(current)) current = current[Number(token)]
    else {
      const object: JsonObject | undefined = objectOf(current)
      current = object && Object.hasOwn(object, token) ? object[token] : undefined
    }
    if (current === undefined) return undefined
  }
  return current
}

function typeOf(schema: Json | undefined, root: JsonObject, depth = 0): string {
  if (schema === true) return 'anything'
  if (schema === false) return 'nothing'
  const object = objectOf(schema)
  if (!object || depth > 6) return 'anything'
  const type = object['type']
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...object, type: one }, root, depth + 1)).join(' or ')
  if (type === 'array') {
    const items = object['items']
    return items === undefined || Array.isArray(items)
      ? 'array'
      : `array of ${typeOf(resolve(items, root), root, depth + 1)}`
  }
  if (typeof type === 'string') return type
  for (const key of ['anyOf', 'oneOf']) {
    const list = object[key]
    if (Array.isArray(list)) {
      const types = list.map((part) => typeOf(resolve(part, root), root, depth + 1))
      return [...new Set(types)].join(' or ') || 'anything'
    }
  }
  if (typeof object['$ref'] === 'string') return `unresolved reference ${object['$ref']}`
  if (object['properties'] !== undefined || Array.isArray(object['allOf'])) return 'object'
  if (Array.isArray(object['enum']) && object['enum'].length > 0)
    return [...new Set(object['enum'].map((one) => (one === null ? 'null' : typeof one)))].join(' or ')
  if ('const' in object) return object['const'] === null ? 'null' : typeof object['const']
  return 'anything'
}

function valuesOf(schema: JsonObject | undefined): string[] {
  if (!schema) return []
  if ('const' in schema) return [JSON.stringify(schema['const'])]
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => JSON.stringify(one))
  const items = objectOf(schema['items'])
  return Array.isArray(items?.['enum']) ? items['enum'].map((one) => JSON.stringify(one)) : []
}

const LIMITS: Record<string, string> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  minLength: 'characters, at least',
  maxLength: 'characters, at most',
  minItems: 'entries, at least',
  maxItems: 'entries, at most',
  pattern: 'pattern',
  format: 'format',
}

function limitsOf(schema: JsonObject | undefined): string[] {
  if (!schema) return []
  return Object.entries(LIMITS).flatMap(([key, words]) => {
    const value = schema[key]
    if (typeof value !== 'number' && typeof value !== 'string') return []
    // 2^53 - 1 is what schema generators print for "any whole number".
    if (typeof value === 'number' && Math.abs(value) >= Number.MAX_SAFE_INTEGER) return []
    return [`${words} ${value}`]
  })
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
