// Reads JSON by Envoy's own protos, as strictly as Envoy: unknown fields, types, enums, oneofs, and the rules that the fields
// carry for protoc-gen-validate. The protos come with gRPC's xDS client and are not ours.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import protobuf from 'protobufjs'

const PROTOS = resolve('node_modules/@grpc/grpc-js-xds/deps')
const folders = ['envoy-api', 'protoc-gen-validate', 'xds', 'googleapis'].map((name) => join(PROTOS, name))
const root = new protobuf.Root()
root.resolvePath = (_origin, target) =>
  [...folders, resolve('node_modules/protobufjs')].map((folder) => join(folder, target)).find(existsSync) ?? target
root.loadSync(
  [
    'network/http_connection_manager/v3/http_connection_manager',
    'http/rbac/v3/rbac',
    'http/router/v3/router',
    'http/local_ratelimit/v3/local_rate_limit',
  ].map((name) => `envoy/extensions/filters/${name}.proto`),
  { keepCase: true },
)
root.resolveAll()

export const CONNECTION_MANAGER = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'

/**
 * What Envoy says about a message of a type; empty for one that it takes.
 * @throws {Error} for a rule or a type that this reader does not know, so that nothing is passed over.
 */
export function protoProblems(type: string, value: unknown): string[] {
  return messageProblems(root.lookupType(type), value, type)
}

function messageProblems(type: protobuf.Type, value: unknown, at: string): string[] {
  if (!isMap(value)) return [`${at}: should be a message`]
  const problems = Object.keys(value).flatMap((key) =>
    Object.hasOwn(type.fields, key) ? [] : [`${at}: there is no field ${key}`],
  )
  for (const oneof of Object.values(type.oneofs ?? {})) {
    const set = oneof.oneof.filter((name) => Object.hasOwn(value, name))
    if (set.length > 1) problems.push(`${at}: only one of ${set.join(', ')} may be set`)
    if (set.length === 0 && oneof.options?.['(validate.required)'] === true)
      problems.push(`${at}: one of ${oneof.name} is required`)
  }
  for (const field of type.fieldsArray) {
    const own = `${at}.${field.name}`
    const rules = rulesOf(field)
    if (!Object.hasOwn(value, field.name)) problems.push(...absentProblems(field, rules, own))
    else problems.push(...fieldProblems(field, value[field.name], rules, own))
  }
  return problems
}

type Rules = Record<string, Record<string, unknown>>

/** The rules of a field by the kind of value that they are about. */
function rulesOf({ parsedOptions }: protobuf.Field): Rules {
  const found: Rules = {}
  for (const option of (parsedOptions as Record<string, unknown>[] | undefined) ?? [])
    for (const [kind, rules] of Object.entries((option['(validate.rules)'] as Rules | undefined) ?? {}))
      found[kind] = { ...found[kind], ...rules }
  return found
}

/** Zero is the value of a plain field that is not set; members of a oneof and messages are then not there. */
function absentProblems(field: protobuf.Field, rules: Rules, at: string): string[] {
  if (field.partOf || (field.resolvedType instanceof protobuf.Type && rules['uint32'])) return []
  const isRequired =
    rules['message']?.['required'] === true ||
    rules['duration']?.['required'] === true ||
    rules['any']?.['required'] === true ||
    Number(rules['string']?.['min_len'] ?? rules['string']?.['min_bytes'] ?? 0) > 0 ||
    Number(rules['repeated']?.['min_items'] ?? 0) > 0 ||
    rules['map']?.['min_pairs'] !== undefined ||
    rules['uint32']?.['gt'] !== undefined
  return isRequired ? [`${at}: is required`] : []
}

function fieldProblems(field: protobuf.Field, value: unknown, rules: Rules, at: string): string[] {
  if (field instanceof protobuf.MapField) {
    if (!isMap(value)) return [`${at}: should be a map`]
    return [
      ...known(rules['map'], { min_pairs: (least) => Object.keys(value).length >= Number(least) }, at),
      ...Object.entries(value).flatMap(([key, one]) => valueProblems(field, one, {}, `${at}[${key}]`)),
    ]
  }
  if (!field.repeated) return valueProblems(field, value, rules, at)
  if (!Array.isArray(value)) return [`${at}: should be a list`]
  const own = rules['repeated'] ?? {}
  const items = (own['items'] ?? {}) as Rules
  return [
    ...known(
      own,
      {
        min_items: (least) => value.length >= Number(least),
        max_items: (most) => value.length <= Number(most),
        unique: () => new Set(value.map((one) => JSON.stringify(one))).size === value.length,
        items: () => true,
      },
      at,
    ),
    ...value.flatMap((one, index) => valueProblems(field, one, items, `${at}[${index}]`)),
  ]
}

const MAX = { uint32: 2 ** 32 - 1, int32: 2 ** 31 - 1, uint64: 2 ** 64, int64: 2 ** 63 }

function valueProblems(field: protobuf.Field, value: unknown, rules: Rules, at: string): string[] {
  const { type, resolvedType } = field
  if (type === 'string') return textProblems(value, rules['string'], at)
  if (type === 'bool')
    return typeof value === 'boolean'
      ? known(rules['bool'], { const: (one) => value === one }, at)
      : [`${at}: should be true or false`]
  if (type in MAX) return numberProblems(value, type as keyof typeof MAX, rules[type], at)
  if (resolvedType instanceof protobuf.Enum) {
    const isKnown = typeof value === 'string' && Object.hasOwn(resolvedType.values, value)
    return isKnown
      ? known(rules['enum'], { defined_only: () => true, not_in: () => true }, at)
      : [`${at}: ${String(value)} is no ${resolvedType.name}`]
  }
  if (!(resolvedType instanceof protobuf.Type)) throw new Error(`${at}: the type ${type} is not known here`)
  switch (resolvedType.fullName) {
    case '.google.protobuf.Any': {
      if (!isMap(value) || typeof value['@type'] !== 'string') return [`${at}: has no @type`]
      const { '@type': url, ...message } = value
      const name = String(url).replace(/^type\.googleapis\.com\//, '')
      try {
        return messageProblems(root.lookupType(name), message, `${at}(${name})`)
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('no such type')) return [`${at}: ${error.message}`]
        throw error
      }
    }
    case '.google.protobuf.Duration': {
      const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(String(value)) ?? []
      if (seconds === undefined) return [`${at}: ${String(value)} is no duration`]
      return known(
        rules['duration'],
        {
          required: () => true,
          gt: (least) => Number(seconds) > secondsOf(least),
          gte: (least) => Number(seconds) >= secondsOf(least),
        },
        at,
      )
    }
    case '.google.protobuf.BoolValue':
      return typeof value === 'boolean' ? [] : [`${at}: should be true or false`]
    case '.google.protobuf.UInt32Value':
      return numberProblems(value, 'uint32', rules['uint32'], at)
    default:
      return messageProblems(resolvedType, value, at)
  }
}

function secondsOf(duration: unknown): number {
  const { seconds = 0, nanos = 0 } = isMap(duration) ? duration : {}
  return Number(seconds) + Number(nanos) / 1e9
}

function textProblems(value: unknown, rules: Rules[string] | undefined, at: string): string[] {
  if (typeof value !== 'string') return [`${at}: should be a text`]
  return known(
    rules,
    {
      min_len: (least) => [...value].length >= Number(least),
      min_bytes: (least) => Buffer.byteLength(value) >= Number(least),
      max_bytes: (most) => Buffer.byteLength(value) <= Number(most),
      // Names and values of headers: no line breaks and no NUL.
      well_known_regex: () => !/[\0\r\n]/.test(value),
      strict: () => true,
      ignore_empty: () => true,
    },
    at,
  )
}

function numberProblems(
  value: unknown,
  type: keyof typeof MAX,
  rules: Rules[string] | undefined,
  at: string,
): string[] {
  const least = type.startsWith('u') ? 0 : -MAX[type]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > MAX[type])
    return [`${at}: ${String(value)} is no ${type}`]
  return known(
    rules,
    {
      gt: (bound) => value > Number(bound),
      gte: (bound) => value >= Number(bound),
      lt: (bound) => value < Number(bound),
      lte: (bound) => value <= Number(bound),
    },
    at,
  )
}

/** Each rule by its name; one without a check here is an error of this reader. */
function known(
  rules: Record<string, unknown> | undefined,
  checks: Record<string, (bound: unknown) => boolean>,
  at: string,
): string[] {
  return Object.entries(rules ?? {}).flatMap(([name, bound]) => {
    const check = checks[name]
    if (!check) throw new Error(`${at}: the rule ${name} is not known here`)
    return check(bound) ? [] : [`${at}: breaks ${name} ${JSON.stringify(bound)}`]
  })
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
