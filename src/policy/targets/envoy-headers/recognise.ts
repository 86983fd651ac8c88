import { at, type DocumentNode, nodesOf, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

const RBAC = /envoy\.extensions\.filters\.http\.rbac/
const isFilter = (root: DocumentNode) =>
  [...nodesOf(root)].some(
    (node) => RBAC.test(textOf(at(node, '@type')) ?? '') || textOf(at(node, 'name')) === 'envoy.filters.http.rbac',
  )

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /rbac[^/]*\.ya?ml$/,
  recognise({ yaml, text }) {
    if (!/rbac/.test(text)) return undefined
    const roots = yaml.roots.filter(isFilter)
    if (roots.length === 0) return undefined
    return /mcp-(?:name|method)/i.test(text) ? 'certain' : undefined
  },
}
