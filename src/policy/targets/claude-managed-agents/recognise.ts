import { at, type DocumentNode, nodesOf, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

const SETS = ['mcp_toolset', 'agent_toolset_20260401']
const isSet = (node: DocumentNode) => SETS.some((type) => type === textOf(at(node, 'type')))
/** The toolsets of a file, wherever they stand. */
export const setsOf = ({ json }: PolicyText) => [...nodesOf(json.root)].filter(isSet)
/** Whether toolsets are those of a managed agent: tools are a list, or there is a policy, which the Messages API does not have. */
export function isManaged(source: PolicyText): boolean {
  return setsOf(source).some(
    (node) =>
      at(node, 'configs')?.items !== undefined ||
      textOf(at(node, 'type')) !== 'mcp_toolset' ||
      [at(node, 'default_config'), ...(at(node, 'configs')?.members ?? []).map((member) => member.node)].some(
        (config) => at(config, 'permission_policy') !== undefined,
      ),
  )
}

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /managed-agents?[^/]*\.json$/,
  recognise: (source) => (/mcp_toolset|agent_toolset_/.test(source.text) && isManaged(source) ? 'certain' : undefined),
}
