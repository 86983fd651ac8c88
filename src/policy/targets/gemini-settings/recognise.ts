import { at, type DocumentNode, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** The lists of tools of a server. */
export const LISTS = ['includeTools', 'excludeTools'] as const

// Sections of settings.json that other clients do not have. Source: google-gemini/gemini-cli, docs/reference/configuration.md.
const SECTIONS = [
  'security',
  'general',
  'ui',
  'context',
  'tools',
  'mcp',
  'advanced',
  'experimental',
  'privacy',
  'telemetry',
  'ide',
  'output',
  'skills',
  'hooksConfig',
  'useWriteTodos',
  'contextFileName',
  'coreTools',
  'excludeTools',
  'selectedAuthType',
  'autoAccept',
  'checkpointing',
]

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.gemini\/settings\.json$|(?:^|\/)gemini-cli\/settings\.json$/,
  recognise({ json }) {
    const { root } = json
    if (root?.kind !== 'map') return undefined
    const servers = (at(root, 'mcpServers')?.members ?? []).map(({ node }) => node)
    const isOwn = (node: DocumentNode) => [...LISTS, 'httpUrl', 'trust'].some((name) => memberOf(node, name))
    if (servers.some(isOwn)) return 'certain'
    const auth = at(root, 'security', 'auth', 'selectedType') ?? at(root, 'selectedAuthType')
    if (auth || at(root, 'context', 'fileName') || at(root, 'tools', 'core') || at(root, 'tools', 'exclude'))
      return 'certain'
    const names = (root.members ?? []).map(({ name }) => name)
    const isOther = names.some(
      (name) => name.includes('.') || name === 'permission' || name === 'permissions' || name === 'servers',
    )
    if (isOther) return undefined
    if (
      names.length > 0 &&
      names.every(
        (name) => SECTIONS.includes(name) || ['mcpServers', 'model', 'hooks', 'theme', '$schema'].includes(name),
      )
    )
      return 'possible'
    return names.length === 0 ? 'possible' : undefined
  },
}
