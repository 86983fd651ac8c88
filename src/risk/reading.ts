import { descriptionOf, type Tool } from '../schema/tool.ts'
import type { CompiledRules } from './compile-rules.ts'
import { type Parts, partsOf } from './parts.ts'
import { type Property, propertiesOf } from './properties.ts'
import type { ServerContext } from './server-context.ts'
import { type Token, tokenise } from './tokenise.ts'

/** A definition taken apart once, for everything that looks at it. */
export interface Reading {
  tool: Tool
  /** Every word of the name. */
  tokens: Token[]
  description: string
  parts: Parts
  properties: Property[]
}

/** Takes a definition apart; whatever a server sent, it gives a reading. */
export function readingOf(tool: Tool, context: ServerContext, rules: CompiledRules): Reading {
  const description = descriptionOf(tool)
  return {
    tool,
    tokens: tokenise(tool.name),
    description,
    parts: partsOf(description, rules, context.openings),
    properties: propertiesOf(tool['inputSchema'], '/inputSchema'),
  }
}
