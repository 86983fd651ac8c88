import { descriptionOf, type Tool } from '../schema/tool.ts'
import type { CompiledRules } from './compile-rules.ts'
import { MAX_DESCRIPTION_CHARS, type Parts, partsOf } from './definition-text.ts'
import { type Property, propertiesOf, propertiesOfProse } from './properties.ts'
import type { ServerContext } from './server-context.ts'
import { type Token, tokenise } from './tokenise.ts'

/** A definition taken apart once, for everything that looks at it. */
export interface Reading {
  tool: Tool
  /** The words of the name, without the server's own prefix. */
  tokens: Token[]
  /** The same with spaces between them. */
  spelled: string
  description: string
  parts: Parts
  properties: Property[]
  /** For each of `CompiledRules.sieve` 1 where it may match in the words of the name or in the description. */
  may: readonly number[]
}

/** Takes a definition apart; whatever a server sent, it gives a reading. */
export function readingOf(tool: Tool, context: ServerContext, rules: CompiledRules): Reading {
  const description = descriptionOf(tool)
  const tokens = tokenise(tool.name, rules.names.compounds)
  let from = 0
  while (from < tokens.length - 1 && context.prefixes.has((tokens[from] as Token).text)) from++
  const properties = propertiesOf(tool['inputSchema'], '/inputSchema')
  const own = tokens.slice(from)
  const spelled = own.map(({ text }) => text).join(' ')
  return {
    tool,
    tokens: own,
    spelled,
    description,
    parts: partsOf(description, rules, context.openings),
    properties: properties.length > 0 ? properties : propertiesOfProse(description),
    may: rules.sieve.sift(`${spelled}\n${description.slice(0, MAX_DESCRIPTION_CHARS)}`),
  }
}
