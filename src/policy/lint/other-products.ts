import { at, type DocumentNode, memberOf } from '../core/document.ts'
import type { PolicyText } from '../core/policy-text.ts'

const certainIf = (is: boolean) => (is ? ('certain' as const) : undefined)

/** A file that the linter knows by its content and has no rules for. */
export interface OtherFile {
  /** What it is, as the noun of a sentence. */
  what: string
  /** `possible` where a target's file can look the same, so that the name must tell. */
  recognise(source: PolicyText): 'certain' | 'possible' | undefined
  names: RegExp
}

const rootOf = ({ json }: PolicyText): DocumentNode | undefined => (json.root?.kind === 'map' ? json.root : undefined)
const namesOf = (root: DocumentNode | undefined) => (root?.members ?? []).map(({ name }) => name)

/**
 * Files with rules or servers of products that are not targets, so that they are not taken for those of a target.
 * Sources, read 2026-11-21: the documentation of each product.
 */
export const otherFiles: readonly OtherFile[] = [
  {
    what: 'saved permissions of Copilot CLI',
    names: /(?:^|\/)permissions-config\.json$/,
    recognise: (source) =>
      certainIf(
        (at(rootOf(source), 'locations')?.members ?? []).some(
          ({ node }) => memberOf(node, 'tool_approvals') !== undefined,
        ),
      ),
  },
  {
    what: 'settings of Copilot CLI',
    names: /(?:^|\/)\.copilot\/(?:settings|config)\.json$/,
    recognise: (source) =>
      certainIf(
        ['trustedFolders', 'trusted_folders', 'allowedUrls', 'deniedUrls'].some((name) =>
          memberOf(rootOf(source), name),
        ),
      ),
  },
  {
    what: 'MCP servers without rules',
    names: /(?:^|\/)\.?mcp(?:-config)?\.json$|claude_desktop_config\.json$|(?:^|\/)\.claude\.json$/,
    recognise: (source) => {
      const root = rootOf(source)
      const servers = at(root, 'mcpServers') ?? at(root, 'servers')
      const isLaunch = (node: DocumentNode) =>
        ['command', 'url', 'serverUrl', 'type'].some((name) => memberOf(node, name))
      const isGemini = (node: DocumentNode) =>
        ['includeTools', 'excludeTools', 'httpUrl', 'trust'].some((name) => memberOf(node, name))
      const nodes = (servers?.members ?? []).map(({ node }) => node)
      const isOnly = namesOf(root).every((name) => ['mcpServers', 'servers', 'inputs', '$schema'].includes(name))
      return certainIf(isOnly && servers?.kind === 'map' && nodes.every(isLaunch) && !nodes.some(isGemini))
    },
  },
]
