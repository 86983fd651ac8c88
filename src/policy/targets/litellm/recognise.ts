import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** The lists of tools of a server. */
export const LISTS = ['allowed_tools', 'disallowed_tools'] as const

// Members of a configuration of the proxy, and of a server in it.
const ROOT_KEYS = ['model_list', 'litellm_settings', 'general_settings', 'router_settings']
const SERVER_KEYS = [
  ...LISTS,
  'allowed_params',
  'auth_type',
  'spec_path',
  'mcp_info',
  'allow_all_keys',
  'extra_headers',
]

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)litellm[^/]*\.ya?ml$|(?:^|\/)(?:proxy_)?config\.ya?ml$/,
  recognise({ yaml, text }) {
    if (!/mcp_servers|model_list/.test(text)) return undefined
    const [root] = yaml.roots
    const servers = at(root, 'mcp_servers')?.members ?? []
    if (ROOT_KEYS.some((name) => memberOf(root, name))) return 'certain'
    if (servers.some(({ node }) => SERVER_KEYS.some((name) => memberOf(node, name)))) return 'certain'
    return servers.length > 0 && !servers.some(({ node }) => memberOf(node, 'tools')) ? 'possible' : undefined
  },
}
