import type { Rule } from '../../../schema/rule.ts'
import { objectOf, type Tool } from '../../../schema/tool.ts'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Companion } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'
import { actionId } from './action-id.ts'
import { attributesOf, opaqueTypes } from './schema-type.ts'

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

/** A schema in Cedar's own JSON form: one action a tool, with its parameters as the members of `context.input`. */
function schemaOf(rules: readonly Rule[], serverKey: string, tools: ReadonlyMap<string, Tool>) {
  const actions = rules.map(({ tool }) => {
    const attributes = attributesOf(objectOf(tools.get(tool)?.['inputSchema']))
    const input = { type: 'Record', attributes, required: true }
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
  const used = JSON.stringify(actions)
  const opaque = opaqueTypes.filter((name) => used.includes(`{"type":"Entity","name":"${name}"`))
  const entityTypes = { OAuthUser: {}, Gateway: {}, ...Object.fromEntries(opaque.map((name) => [name, {}])) }
  return { AgentCore: { entityTypes, actions: Object.fromEntries(actions) } }
}
