/** One client's form of a configuration. */
interface Dialect {
  id: string
  /** The client as people call it. */
  label: string
  /** Where the servers are: the keys that lead to them. */
  servers: readonly string[]
  /** End of the path of its files; the content decides where no path is known. */
  files: RegExp
  /** Members that only this client's files have, at the top or in a server. */
  own?: readonly string[]
  /** The policy target that goes into this client. */
  target?: string
}

/**
 * The clients whose files are read, those first whose form is the most particular.
 * Forms and places are those of each client's documentation.
 */
export const dialects = [
  {
    id: 'codex',
    label: 'Codex',
    servers: ['mcp_servers'],
    files: /(?:^|\/)\.?codex\/config\.toml$/,
    target: 'codex',
  },
  {
    id: 'zed',
    label: 'Zed',
    servers: ['context_servers'],
    files: /(?:^|\/)\.?zed\/settings\.json$/,
    target: 'zed',
  },
  {
    id: 'opencode',
    label: 'opencode',
    servers: ['mcp'],
    files: /(?:^|\/)opencode\.jsonc?$/,
    target: 'opencode',
  },
  {
    id: 'vscode',
    label: 'VS Code',
    servers: ['servers'],
    files: /(?:^|\/)(?:\.vscode|User)\/mcp\.json$/,
    own: ['inputs'],
    target: 'vscode',
  },
  {
    id: 'vscode-settings',
    label: 'VS Code (settings.json)',
    servers: ['mcp', 'servers'],
    files: /(?:^|\/)(?:\.vscode|User)\/settings\.json$/,
    target: 'vscode',
  },
  {
    id: 'amp',
    label: 'Amp',
    servers: ['amp.mcpServers'],
    files: /(?:^|\/)amp\/settings\.json$/,
  },
  {
    id: 'claude-user',
    label: 'Claude Code (user)',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.claude\.json$/,
    own: ['projects', 'numStartups'],
    target: 'claude-code',
  },
  {
    id: 'gemini',
    label: 'Gemini CLI',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.(?:gemini|qwen)\/settings\.json$/,
    own: ['httpUrl', 'includeTools', 'excludeTools', 'trust', 'selectedAuthType'],
    target: 'gemini-policy',
  },
  {
    id: 'windsurf',
    label: 'Windsurf',
    servers: ['mcpServers'],
    files: /(?:^|\/)(?:windsurf\/)?mcp_config\.json$/,
    own: ['serverUrl', 'disabledTools'],
  },
  {
    id: 'copilot',
    label: 'Copilot CLI',
    servers: ['mcpServers'],
    files: /(?:^|\/)mcp-config\.json$/,
    own: ['tools'],
    target: 'copilot-cli',
  },
  {
    id: 'cline',
    label: 'Cline',
    servers: ['mcpServers'],
    files: /(?:^|\/)(?:cline_mcp_settings|\.roo\/mcp|mcp_settings)\.json$/,
    own: ['alwaysAllow'],
  },
  {
    id: 'kiro',
    label: 'Kiro',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.(?:kiro\/settings|aws\/amazonq|amazonq)\/(?:mcp|default)\.json$/,
    own: ['autoApprove'],
  },
  {
    id: 'cursor',
    label: 'Cursor',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.cursor\/mcp\.json$/,
    target: 'cursor',
  },
  {
    id: 'lm-studio',
    label: 'LM Studio',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.(?:cache\/lm-studio|lmstudio)\/mcp\.json$/,
  },
  {
    id: 'claude-desktop',
    label: 'Claude Desktop',
    servers: ['mcpServers'],
    files: /(?:^|\/)claude_desktop_config\.json$/,
  },
  {
    id: 'claude-code',
    label: 'Claude Code',
    servers: ['mcpServers'],
    files: /(?:^|\/)\.mcp\.json$/,
    target: 'claude-code',
  },
  {
    id: 'mcp-json',
    label: 'mcp.json',
    servers: ['mcpServers'],
    files: /(?:^|\/)mcp\.json$/,
  },
] as const satisfies readonly Dialect[]
export type DialectId = (typeof dialects)[number]['id']

/** The dialect of an id. */
export const dialectOf = (id: DialectId): Dialect => dialects.find((one) => one.id === id) as Dialect

/**
 * The dialect of a file: what its name and its members both fit, then what its members fit. Undefined for none.
 * @param has whether the file has a map at a path of keys.
 * @param holds whether the file or one of its servers has a member of this name.
 */
export function recogniseDialect(
  file: string,
  has: (path: readonly string[]) => boolean,
  holds: (name: string) => boolean,
): DialectId | undefined {
  const all: readonly (Dialect & { id: DialectId })[] = dialects
  const fitting = all.filter(({ servers }) => has(servers))
  const path = file.replaceAll('\\', '/')
  const named = fitting.find(({ files }) => files.test(path))
  // Among forms that look alike only the members that one client alone has can tell; else no client is named.
  const told = fitting.find(({ servers, own }) => servers[0] !== 'mcpServers' || own?.some(holds))
  return (named ?? told ?? fitting.find(({ id }) => id === 'mcp-json'))?.id
}
