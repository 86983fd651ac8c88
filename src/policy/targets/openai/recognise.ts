import { at, type DocumentNode, memberOf, nodesOf, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

const isTool = (node: DocumentNode) =>
  textOf(at(node, 'type')) === 'mcp' && memberOf(node, 'server_label') !== undefined
/** The entries for servers of MCP, wherever they stand. */
export const toolsOf = ({ json }: PolicyText) => [...nodesOf(json.root)].filter(isTool)

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /openai[^/]*\.json$/,
  recognise: (source) => (source.text.includes('server_label') && toolsOf(source).length > 0 ? 'certain' : undefined),
}
