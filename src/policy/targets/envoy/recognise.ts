import { at, type DocumentNode, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** Whether a document is a route of MCP. */
export const isRoute = (root: DocumentNode) =>
  textOf(at(root, 'kind')) === 'MCPRoute' &&
  /^aigateway\.envoyproxy\.io\//.test(textOf(at(root, 'apiVersion')) ?? 'aigateway.envoyproxy.io/')

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /mcproute[^/]*\.ya?ml$/,
  recognise: ({ yaml, text }) => (text.includes('MCPRoute') && yaml.roots.some(isRoute) ? 'certain' : undefined),
}
