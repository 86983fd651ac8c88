import { at, type DocumentNode, memberOf, textOf, textsOf } from '../core/document.ts'
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
const permissionRules = (root: DocumentNode | undefined) =>
  ['allow', 'deny', 'ask'].flatMap((list) => textsOf(at(root, 'permissions', list)).map(({ text }) => text))

/**
 * Files with rules or servers of products that are not targets, so that they are not taken for those of a target.
 * Sources, read 2026-11-21: the documentation of each product.
 */
export const otherFiles: readonly OtherFile[] = [
  {
    what: 'settings of VS Code',
    names: /(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$/,
    recognise: (source) => {
      const names = namesOf(rootOf(source))
      return certainIf(
        names.filter((name) => /^(?:\[[^\]]+\]|[a-z][\w-]*(?:\.[\w-]+)+)$/i.test(name)).length * 2 > names.length,
      )
    },
  },
  {
    what: 'permissions of Cursor CLI',
    names: /(?:^|\/)\.cursor\/cli(?:-config)?\.json$|(?:^|\/)cli-config\.json$/,
    recognise: (source) => {
      const rules = permissionRules(rootOf(source))
      if (rules.some((rule) => /^(?:Shell|Mcp)\(/.test(rule))) return 'certain'
      return rules.length > 0 && rules.every((rule) => /^(?:Read|Write|WebFetch)\(/.test(rule)) ? 'possible' : undefined
    },
  },
  {
    what: 'settings of opencode',
    names: /(?:^|\/)opencode\.jsonc?$/,
    recognise: (source) => {
      const root = rootOf(source)
      const permission = at(root, 'permission')
      return certainIf(
        /opencode\.ai/.test(textOf(at(root, '$schema')) ?? '') ||
          (permission !== undefined && (permission.kind === 'map' || permission.kind === 'text')) ||
          (at(root, 'mcp')?.members ?? []).some(({ node }) =>
            ['local', 'remote'].includes(textOf(at(node, 'type')) ?? ''),
          ),
      )
    },
  },
  {
    what: 'settings of Zed',
    names: /(?:^|\/)(?:\.zed|zed)\/settings\.json$/,
    recognise: (source) => {
      const root = rootOf(source)
      return certainIf(
        memberOf(root, 'context_servers') !== undefined ||
          at(root, 'agent', 'tool_permissions') !== undefined ||
          at(root, 'agent', 'always_allow_tool_actions') !== undefined ||
          ['vim_mode', 'buffer_font_size', 'ui_font_size', 'lsp', 'format_on_save', 'tab_size', 'languages'].filter(
            (name) => memberOf(root, name),
          ).length > 1,
      )
    },
  },
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
