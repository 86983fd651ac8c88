import { at, type DocumentNode } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)(?:\.gemini|gemini-cli)\/policies\/[^/]+\.toml$/,
  recognise({ toml }) {
    const { root } = toml
    const isRule = (entry: DocumentNode) =>
      at(entry, 'decision') !== undefined &&
      ['toolName', 'mcpName', 'tool_name', 'commandPrefix'].some((name) => at(entry, name))
    const entries = at(root, 'rule')?.items ?? []
    if (entries.length > 0) return entries.some(isRule) ? 'certain' : 'possible'
    if (at(root, 'rules')?.items?.some(isRule)) return 'certain'
    return root && !at(root, 'mcp_servers') ? 'possible' : undefined
  },
}
