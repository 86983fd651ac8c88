import { at, type DocumentNode, nodesOf, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { isManaged } from '../claude-managed-agents/recognise.ts'

const isSet = (node: DocumentNode) => textOf(at(node, 'type')) === 'mcp_toolset'
/** The toolsets of a file, wherever they stand. */
export const setsOf = ({ json }: PolicyText) => [...nodesOf(json.root)].filter(isSet)

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /anthropic[^/]*\.json$/,
  // Those of managed agents have a list of tools, or policies.
  recognise: (source) =>
    source.text.includes('mcp_toolset') && setsOf(source).length > 0 && !isManaged(source) ? 'certain' : undefined,
}
