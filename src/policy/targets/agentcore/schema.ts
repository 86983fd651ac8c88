import type { Rule } from '../../../schema/rule.ts'
import { type Json, objectOf, type Tool } from '../../../schema/tool.ts'
import { cedarTypeOf } from '../../core/cedar-conditions.ts'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Companion } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'
import { actionId } from './action-id.ts'

/**
 * The schema that comes with a snippet, made from the parameters of its tools, so that a misspelt argument or a wrong type is
 * found before the policy is applied.
 */
export function schemaFile(rules: readonly LoweredRule[], { serverKey, tools = new Map() }: RenderOptions): Companion {
  const schema = schemaOf(
    rules.map(({ rule }) => rule),
    serverKey,
    tools,
  )
  return {
    file: 'schema.json',
    language: 'json',
    text: escapeUnseen(`${JSON.stringify(schema, null, 2)}\n`, 'json'),
    about: 'The schema of these tools, for checking the policy before it is applied.',
  }
}

type SchemaType = { type: string } | { type: 'Extension'; name: string } | { type: 'Set'; element: { type: string } }

/** The type of an argument in Cedar's schema; a list of texts can be there or not, and nothing else is asked of it. */
export function schemaTypeOf(schema: Json): SchemaType | undefined {
  const type = cedarTypeOf(schema)
  if (type) return type === 'decimal' ? { type: 'Extension', name: 'decimal' } : { type }
  const { type: list, items } = objectOf(schema) ?? {}
  return list === 'array' && objectOf(items)?.['type'] === 'string'
    ? { type: 'Set', element: { type: 'String' } }
    : undefined
}

/** A schema in Cedar's own JSON form: one action a tool, with its parameters as the members of `context.input`. */
function schemaOf(rules: readonly Rule[], serverKey: string, tools: ReadonlyMap<string, Tool>) {
  const actions = rules.map(({ tool }) => {
    const inputSchema = objectOf(tools.get(tool)?.['inputSchema'])
    const required = Array.isArray(inputSchema?.['required']) ? inputSchema['required'] : []
    const attributes = Object.entries(objectOf(inputSchema?.['properties']) ?? {}).flatMap(([name, schema]) => {
      const type = schemaTypeOf(schema)
      return type && name.isWellFormed() ? [[name, { ...type, required: required.includes(name) }] as const] : []
    })
    const input = { type: 'Record', attributes: Object.fromEntries(attributes), required: true }
    return [
      actionId(serverKey, tool),
      {
        appliesTo: {
          principalTypes: ['OAuthUser'],
          resourceTypes: ['Gateway'],
          context: { type: 'Record', attributes: { input } },
        },
      },
    ] as const
  })
  return { AgentCore: { entityTypes: { OAuthUser: {}, Gateway: {} }, actions: Object.fromEntries(actions) } }
}
