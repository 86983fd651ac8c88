import { escapeUnseen } from '../policy/core/escape.ts'
import { type Posture, postures } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import { type Json, type JsonObject, objectOf, type Tool } from '../schema/tool.ts'
import type { SiteServer, SiteTool } from './site.ts'

/** /servers/<server>/rules.json: the rule of every tool in every posture, from which every policy is rendered. */
export interface RulesFile {
  server: string
  tools: {
    /** Last part of the tool's address. */
    slug: string
    /** What the targets read of the definition: the name, and the types of the parameters. */
    tool: Tool
    rules: Record<Posture, Rule>
  }[]
}

/** The file of a server, or the part of it about some of its tools. */
export function rulesFile({ id }: Pick<SiteServer, 'id'>, tools: readonly SiteTool[]): RulesFile {
  return {
    server: id,
    tools: tools.map(({ slug, tool, rules }) => ({
      slug,
      tool: { name: tool.name, inputSchema: typesAlone(objectOf(tool['inputSchema'])) },
      rules: Object.fromEntries(postures.map((posture) => [posture, withoutSamples(rules[posture])])) as Record<
        Posture,
        Rule
      >,
    })),
  }
}

/** The same as JSON, with what cannot be seen written as escapes. */
export const rulesText = (server: SiteServer) =>
  escapeUnseen(`${JSON.stringify(rulesFile(server, server.tools))}\n`, 'json')

/** Samples are for tests. */
const withoutSamples = (rule: Rule): Rule => ({
  ...rule,
  conditions: rule.conditions.map(({ samples: _, ...condition }) => condition),
})

/** What targets read of a schema: types, members, and which of them must be there. */
function typesAlone(schema: JsonObject | undefined): JsonObject {
  const kept = Object.entries(schema ?? {}).flatMap(([key, value]): [string, Json][] => {
    if (key === 'properties') return [[key, typesOfMembers(objectOf(value) ?? {})]]
    if (key === 'items' || key === 'additionalProperties') return objectOf(value) ? [[key, typesOf(value)]] : []
    if (key === 'anyOf' || key === 'oneOf') return Array.isArray(value) ? [[key, value.map(typesOf)]] : []
    return key === 'type' || key === 'required' ? [[key, value]] : []
  })
  return Object.fromEntries(kept)
}

const typesOf = (schema: Json): JsonObject => typesAlone(objectOf(schema))

const typesOfMembers = (properties: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, typesOf(property)]))
