import { at, type DocumentNode, memberOf, textOf, textsOf } from '../../core/document.ts'
import type { Recogniser, Recognition } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { LISTS } from './rules.ts'

// Names of Claude Code's settings that no other client was seen to have. Source: json.schemastore.org/claude-code-settings.json.
const OWN_KEYS = [
  'allowManagedHooksOnly',
  'allowManagedMcpServersOnly',
  'allowManagedPermissionRulesOnly',
  'allowedMcpServers',
  'alwaysThinkingEnabled',
  'apiKeyHelper',
  'attribution',
  'autoUpdatesChannel',
  'awsAuthRefresh',
  'cleanupPeriodDays',
  'companyAnnouncements',
  'deniedMcpServers',
  'disableAllHooks',
  'disableAutoMode',
  'disabledMcpjsonServers',
  'enableAllProjectMcpServers',
  'enabledMcpjsonServers',
  'enabledPlugins',
  'extraKnownMarketplaces',
  'fileSuggestion',
  'forceLoginMethod',
  'includeCoAuthoredBy',
  'outputStyle',
  'skipDangerousModePermissionPrompt',
  'spinnerTipsEnabled',
  'statusLine',
  'strictKnownMarketplaces',
]
const EVENTS = [
  'PreToolUse',
  'PostToolUse',
  'UserPromptSubmit',
  'SessionStart',
  'SessionEnd',
  'Stop',
  'SubagentStop',
  'Notification',
  'PreCompact',
  'PermissionRequest',
]
// Tools that rules of Claude Code name; Cursor CLI shares Read, Write and WebFetch and has Shell and Mcp.
const OWN_RULE =
  /^(?:mcp__|(?:Bash|Edit|MultiEdit|NotebookEdit|Glob|Grep|LS|Task|Agent|Skill|WebSearch|PowerShell|TodoWrite|Monitor|SlashCommand|ExitPlanMode)(?:$|\())/
const OTHERS_RULE = /^(?:Shell|Mcp)\(/
/** Keys that only managed settings have. */
export const MANAGED_KEYS = ['allowManagedPermissionRulesOnly', 'allowManagedHooksOnly', 'allowManagedMcpServersOnly']

/** Whether a file is settings of Claude Code, and how surely; the same for managed settings. */
export function recogniseSettings({ json }: PolicyText): Recognition | undefined {
  const { root } = json
  if (root?.kind !== 'map') return undefined
  if (/claude-code-settings/.test(textOf(at(root, '$schema')) ?? '')) return 'certain'
  const names = (root.members ?? []).map(({ name }) => name)
  const rules = LISTS.flatMap((list) => textsOf(at(root, 'permissions', list)).map(({ text }) => text))
  if (rules.some((rule) => OTHERS_RULE.test(rule)) && !rules.some((rule) => OWN_RULE.test(rule))) return undefined
  if (names.some((name) => OWN_KEYS.includes(name)) || rules.some((rule) => OWN_RULE.test(rule)) || hasHooks(root))
    return 'certain'
  // An editor's settings have dots in their names, and other clients have keys of their own.
  const isOther = names.some((name) => name.includes('.') || FOREIGN_KEYS.includes(name))
  return !isOther && isPermissions(at(root, 'permissions')) ? 'possible' : undefined
}
// Keys of other clients' settings.
const FOREIGN_KEYS = [
  'permission',
  'context_servers',
  'servers',
  'mcp',
  'security',
  'general',
  'mcpAllowlist',
  'terminalAllowlist',
  'locations',
]

/** Whether a file has settings that only an administrator's file can have. */
export const hasManagedKeys = ({ json }: PolicyText): boolean =>
  MANAGED_KEYS.some((key) => memberOf(json.root, key) !== undefined)

const hasHooks = (root: DocumentNode) => {
  const hooks = at(root, 'hooks')
  return EVENTS.some((event) => at(hooks, event)?.items?.some((entry) => at(entry, 'hooks')?.items !== undefined))
}

/** Lists of texts, or a mode; a table of patterns and effects is another client's. */
const isPermissions = (node: DocumentNode | undefined) =>
  node === undefined ||
  (node.members?.every((member) => member.node.kind !== 'map' && member.node.kind !== 'boolean') ?? true)

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.claude\/settings(?:\.local)?\.json$|(?:^|\/)settings\.local\.json$/,
  recognise: (source) => {
    const found = recogniseSettings(source)
    return found === 'certain' && hasManagedKeys(source) ? 'likely' : found
  },
}
