import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.codex\/(?:[^/]+\.)?config\.toml$/,
  recognise({ toml }) {
    const { root } = toml
    if (!root) return undefined
    if (at(root, 'mcp_servers')?.members) return 'certain'
    const own = [
      'approval_policy',
      'sandbox_mode',
      'sandbox_workspace_write',
      'model_reasoning_effort',
      'model_provider',
      'model_providers',
    ]
    if (own.some((key) => memberOf(root, key))) return 'certain'
    const isServers = (root.members ?? []).some(({ name, node }) => /^mcp[-_]?servers?$/i.test(name) && node.members)
    if (isServers) return 'likely'
    const known = [
      'model',
      'profile',
      'profiles',
      'features',
      'projects',
      'history',
      'tui',
      'notify',
      'tools',
      'agents',
      'skills',
      'plugins',
      'shell_environment_policy',
      'project_doc_max_bytes',
      'project_doc_fallback_filenames',
      'personality',
      'hooks',
      'web_search',
      'memories',
    ]
    return root.members?.length === 0 || known.some((key) => memberOf(root, key)) ? 'possible' : undefined
  },
}
