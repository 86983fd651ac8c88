import { at, type DocumentNode, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** The permissions of an agent’s file, or of the settings of a person. */
export const permissionsOf = (root: DocumentNode | undefined) =>
  memberOf(root, 'permissions') ?? memberOf(at(root, 'settings'), 'permissions')

const AGENT_KEYS = ['model', 'instruction', 'toolsets', 'sub_agents', 'safety', 'description']

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /docker-agent[^/]*\.ya?ml$|(?:^|\/)(?:cagent|agents?)\.ya?ml$|(?:^|\/)\.config\/cagent\/config\.ya?ml$/,
  recognise({ yaml, text, looksLikeJson }) {
    if (!/permissions|agents|settings/.test(text) || looksLikeJson) return undefined
    const [root] = yaml.roots
    const agents = at(root, 'agents')?.members ?? []
    if (agents.some(({ node }) => AGENT_KEYS.filter((name) => memberOf(node, name)).length > 0)) return 'certain'
    if (memberOf(at(root, 'settings'), 'permissions') ?? memberOf(at(root, 'settings'), 'YOLO')) return 'likely'
    return permissionsOf(root)?.node.members ? 'possible' : undefined
  },
}
