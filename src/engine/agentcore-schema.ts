import { generateRequest, generateSchema } from '@cedar-policy/mcp-schema-generator-wasm'
import { cedarString } from '../policy/core/cedar-text.ts'
import { actionId } from '../policy/targets/agentcore/action-id.ts'
import { type Json, objectOf, type Tool } from '../schema/tool.ts'

/**
 * The schema of a gateway beside its tools, and the settings that give the types of the documentation.
 * Source: docs.aws.amazon.com, AgentCore Policy, schema constraints, which names this generator; read 2026-11-21.
 */
const STUB = `namespace AgentCore {
  @mcp_principal("OAuthUser") entity OAuthUser { id: String } tags String;
  @mcp_principal("IamEntity") entity IamEntity { id: String };
  @mcp_resource("Gateway") entity Gateway;
}`
const SETTINGS = JSON.stringify({ numbersAsDecimal: true, objectsAsRecords: true, flattenNamespaces: true })

/** What the generator makes of one tool. */
export interface GatewayAction {
  tool: string
  /** The name under which the generator takes the tool; another where it refuses the action's own. */
  alias: string
  /** Why the generator refuses the definition, which is then left without its parameters. */
  refused?: string
  definition: Tool
}

/** The schema of one server's tools as the vendor's generator makes it. */
export interface GatewaySchema {
  /** In Cedar's JSON form. */
  schema: Record<string, Json>
  actions: GatewayAction[]
}

/** A name that the generator takes for any tool. */
const RENAMED = 'renamed'
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/
const RESERVED = new Set(['true', 'false', 'if', 'then', 'else', 'in', 'like', 'has', 'is', '__cedar'])

// The snippets of one tool follow each other, under several postures.
const schemasAlone = new WeakMap<Tool, Map<string, GatewaySchema>>()

/** Makes the schema of tools; a tool without a definition has no parameters. */
export function gatewaySchema(
  serverKey: string,
  tools: readonly { name: string; definition: Tool | undefined }[],
): GatewaySchema {
  const [first] = tools
  if (!first?.definition || tools.length > 1) return madeSchema(serverKey, tools)
  const known = schemasAlone.get(first.definition) ?? new Map<string, GatewaySchema>()
  schemasAlone.set(first.definition, known)
  const id = actionId(serverKey, first.name)
  const schema = known.get(id) ?? madeSchema(serverKey, tools)
  known.set(id, schema)
  return schema
}

function madeSchema(
  serverKey: string,
  tools: readonly { name: string; definition: Tool | undefined }[],
): GatewaySchema {
  // What the generator takes together it takes one by one, so single tools are looked at only where it does not.
  const together = actionsOf(serverKey, tools, () => undefined)
  const made = generated(together)
  if (made.isOk) return { schema: JSON.parse(made.schemaJson), actions: together }
  const actions = actionsOf(serverKey, tools, refusalOf)
  const again = generated(actions)
  if (!again.isOk) throw new Error(`the generator refuses tools together that it takes one by one: ${again.error}`)
  return { schema: JSON.parse(again.schemaJson), actions }
}

type Generated = { isOk: true; schemaJson: string } | { isOk: false; error: string }

const generated = (actions: readonly GatewayAction[]): Generated =>
  JSON.parse(generateSchema(STUB, JSON.stringify(actions.map(({ definition }) => definition)), SETTINGS))

const actionsOf = (
  serverKey: string,
  tools: readonly { name: string; definition: Tool | undefined }[],
  refusalOf: (definition: Tool, own: Tool) => string | undefined,
): GatewayAction[] =>
  tools.map(({ name, definition }, index): GatewayAction => {
    const id = actionId(serverKey, name)
    const alias = IDENTIFIER.test(id) && !RESERVED.has(id) ? id : `renamed_${index}`
    const own = { name: alias, description: '', inputSchema: definition?.['inputSchema'] ?? { type: 'object' } }
    const refused = definition && refusalOf(definition, own)
    return {
      tool: name,
      alias,
      ...(refused === undefined ? {} : { refused }),
      definition: refused === undefined ? own : { ...own, inputSchema: { type: 'object', properties: {} } },
    }
  })

// A tool is rendered many times, and the generator takes some milliseconds for each.
const refusals = new WeakMap<Tool, string>()

function refusalOf(definition: Tool, own: Tool): string | undefined {
  const known = refusals.get(definition)
  if (known !== undefined) return known === '' ? undefined : known
  const made = JSON.parse(generateSchema(STUB, JSON.stringify([{ ...own, name: RENAMED }]), SETTINGS))
  refusals.set(definition, made.isOk ? '' : made.error)
  return made.isOk ? undefined : made.error
}

/**
 * The schema of some actions of a gateway.
 * @throws {Error} where the generator refuses them, which it does not where it takes all actions of the gateway.
 */
export function schemaOf(actions: readonly GatewayAction[]): GatewaySchema['schema'] {
  const made = generated(actions)
  if (!made.isOk) throw new Error(`the generator refuses tools that it takes among others: ${made.error}`)
  return JSON.parse(made.schemaJson)
}

/** Policies with the names under which the generator takes the actions. */
export const withAliases = (text: string, serverKey: string, actions: readonly GatewayAction[]): string =>
  actions.reduce((renamed, { tool, alias }) => {
    const id = actionId(serverKey, tool)
    return id === alias
      ? renamed
      : renamed.replaceAll(`AgentCore::Action::${cedarString(id)}`, () => `AgentCore::Action::"${alias}"`)
  }, text)

/** Whether an argument has the simple type of its schema, for a definition that the generator does not take. */
const hasType = (value: unknown, schema: Json | undefined): boolean => {
  const type = objectOf(schema)?.['type']
  if (type === 'integer') return Number.isInteger(value)
  return !['string', 'number', 'boolean'].includes(String(type)) || typeof value === type
}

/**
 * Why the gateway does not take the arguments of a call; undefined where it does.
 * @param original the tool as its server sent it.
 */
export function argumentsRefused(
  action: GatewayAction,
  args: Record<string, unknown>,
  original: Tool | undefined,
): string | undefined {
  const schema = original ?? NO_DEFINITION
  const known = refusedArguments.get(schema) ?? new Map<string, string>()
  refusedArguments.set(schema, known)
  const key = JSON.stringify(args)
  const before = known.get(key)
  if (before !== undefined) return before === '' ? undefined : before
  const shape = JSON.stringify([parametersFor(action.definition, args), args])
  const same = action.refused === undefined ? refusedByShape.get(shape) : undefined
  const refused = same ?? refusalOfArguments(action, args, original) ?? ''
  known.set(key, refused)
  if (action.refused === undefined) {
    if (refusedByShape.size >= MAX_SHAPES) refusedByShape.clear()
    refusedByShape.set(shape, refused)
  }
  return refused === '' ? undefined : refused
}

const NO_DEFINITION: Tool = { name: '' }

// The same calls are tried under every posture, and the generator reads the definition for each.
const refusedArguments = new WeakMap<Tool, Map<string, string>>()
// What a schema takes has nothing to do with the name of its tool.
const refusedByShape = new Map<string, string>()
const MAX_SHAPES = 5_000

function refusalOfArguments(
  { definition, refused }: GatewayAction,
  args: Record<string, unknown>,
  original: Tool | undefined,
): string | undefined {
  if (refused !== undefined) {
    const schemas = objectOf(objectOf(original?.['inputSchema'])?.['properties']) ?? {}
    const wrong = Object.keys(args).find(
      (name) => !hasType(args[name], Object.hasOwn(schemas, name) ? schemas[name] : {}),
    )
    return wrong === undefined ? undefined : `${wrong} has another type`
  }
  const input = JSON.stringify({ params: { tool: RENAMED, args } })
  const tools = JSON.stringify([{ name: RENAMED, description: '', inputSchema: parametersFor(definition, args) }])
  const made = JSON.parse(generateRequest(STUB, tools, input, 'OAuthUser', 'a', 'Gateway', 'a', SETTINGS))
  return made.isOk ? undefined : made.error
}

// Words for people; what a parameter takes is said by the others.
const WORDS = ['description', 'title', 'examples', 'default']

/** The schema of the parameters that a call gives or must give; the others, and words, say nothing about it. */
function parametersFor({ inputSchema }: Tool, args: Record<string, unknown>): Json {
  const schema = objectOf(inputSchema)
  const properties = objectOf(schema?.['properties'])
  if (!schema || !properties) return inputSchema as Json
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
  const left = Object.entries(properties).flatMap(([name, one]): [string, Json][] => {
    if (!Object.hasOwn(args, name) && !required.has(name)) return []
    const own = objectOf(one)
    return [[name, own ? Object.fromEntries(Object.entries(own).filter(([key]) => !WORDS.includes(key))) : one]]
  })
  return { ...schema, properties: Object.fromEntries(left) }
}

/** Arguments with something for every other one that the tool requires. */
export function withRequired({ definition }: GatewayAction, args: Record<string, unknown>, left: ReadonlySet<string>) {
  const { properties, required } = objectOf(definition['inputSchema']) ?? {}
  const schemas = objectOf(properties) ?? {}
  const filled = (Array.isArray(required) ? required : []).flatMap((name) =>
    typeof name === 'string' && !left.has(name) ? [[name, fillerOf(schemas[name])] as const] : [],
  )
  return { ...Object.fromEntries(filled), ...args }
}

function fillerOf(schema: Json | undefined): Json {
  const { type, enum: values, properties, required } = objectOf(schema) ?? {}
  if (Array.isArray(values) && values[0] !== undefined) return values[0]
  switch (Array.isArray(type) ? type[0] : type) {
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return false
    case 'array':
      return []
    case 'object': {
      const schemas = objectOf(properties) ?? {}
      const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
      return Object.fromEntries(names.map((name) => [name, fillerOf(schemas[name])]))
    }
    default:
      return 'a'
  }
}
