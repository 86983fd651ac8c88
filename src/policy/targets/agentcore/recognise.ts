import { cedarEffect, cedarEntities, cedarStatements } from '../../core/cedar-tokens.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /\.cedar$/,
  recognise({ text }) {
    if (/^\s*[{[<]/.test(text.slice(0, 1000)) || !/permit|forbid|Action/.test(text)) return undefined
    const statements = cedarStatements(text)
    const entities = statements.flatMap((statement) => [...cedarEntities(statement)].map(({ type }) => type))
    const isCedar = statements.some((statement) => cedarEffect(statement) !== undefined)
    if (isCedar && (entities.some((type) => type.startsWith('AgentCore::')) || /\bAgentCore::/.test(text)))
      return 'certain'
    return isCedar || entities.some((type) => type === 'Action') ? 'possible' : undefined
  },
}
