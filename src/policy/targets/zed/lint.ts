import { at, type DocumentNode, memberOf, textOf } from '../../core/document.ts'
import { duplicateKeyRule, jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { recogniser } from './recognise.ts'
import { rustPatternProblem } from './rust-pattern.ts'

interface Settings {
  root: DocumentNode
  tools: { name: string; key: { start: number; end: number }; node: DocumentNode }[]
}

/** Lists of patterns, the strongest first. */
const LISTS = ['always_deny', 'always_confirm', 'always_allow'] as const
const EFFECTS = ['allow', 'confirm', 'deny']
/** Own tools that have permissions. Source: docs/src/ai/tool-permissions.md at 07b5ab52. */
const OWN_TOOLS = [
  'terminal',
  'edit_file',
  'delete_path',
  'move_path',
  'copy_path',
  'create_directory',
  'restore_file_from_disk',
  'save_file',
  'fetch',
  'web_search',
]

function read(source: PolicyText) {
  const found = jsonRoot(source, 'jsonc', 'Zed')
  if ('problems' in found) return found
  const tools = at(found.root, 'agent', 'tool_permissions', 'tools')?.members ?? []
  return { root: found.root, tools }
}

const settings = (tools: string) => `{"agent": {"tool_permissions": {"tools": {${tools}}}}}`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Zed cannot read the file',
  about: 'The file is not valid JSON (comments are allowed), so Zed ignores it.',
  fix: 'Correct the reported line.',
  bad: '{"agent": {"tool_permissions": {"tools": {',
  good: settings('"terminal": {"default": "confirm"}'),
}

const patternsOf = (node: DocumentNode) =>
  LISTS.flatMap((list) =>
    (at(node, list)?.items ?? []).flatMap((item) => {
      const pattern = at(item, 'pattern')
      const text = textOf(pattern)
      const isExact = at(item, 'case_sensitive')?.value === true
      return pattern && text !== undefined ? [{ list, text, isExact, node: pattern }] : []
    }),
  )

const unknownValue: LintRule<Settings> = {
  id: 'unknown-value',
  title: 'Unknown default',
  about: 'A default is allow, confirm or deny. Zed does not know words from other clients, such as ask.',
  fix: 'Write confirm where calls need approval.',
  bad: settings('"mcp:github:create_issue": {"default": "ask"}'),
  good: settings('"mcp:github:create_issue": {"default": "confirm"}'),
  *find({ root, tools }) {
    const all = at(root, 'agent', 'tool_permissions', 'default')
    for (const node of [all, ...tools.map((tool) => at(tool.node, 'default'))])
      if (node && !EFFECTS.some((effect) => effect === node.value))
        yield { what: `${JSON.stringify(node.value ?? node.kind)} is not one of ${EFFECTS.join(', ')}`, at: node }
  },
}

const noMatch: LintRule<Settings> = {
  id: 'no-match',
  title: 'Entry matches no tool',
  about:
    'A server tool is called mcp:SERVER:TOOL, with both names unchanged. Zed compares whole names: * is an ordinary character, and a server name alone matches nothing.',
  fix: 'Write each tool as mcp:SERVER:TOOL.',
  bad: settings('"mcp:github:*": {"default": "deny"}'),
  good: settings('"mcp:github:delete_file": {"default": "deny"}'),
  *find({ tools }) {
    for (const { name, key } of tools) {
      const isOfServer = /^mcp:[^:]+:.+$/s.test(name)
      if (isOfServer ? name.endsWith('*') : /[*:/.(]|^mcp_/.test(name)) yield { what: `${name} names no tool`, at: key }
      else if (!isOfServer && !OWN_TOOLS.includes(name)) {
        const meant = OTHER_NAMES.get(name.toLowerCase())
        if (meant) yield { what: `${name} names no tool; ${meant} does`, at: key }
      }
    }
  },
}
// Names that other clients have for the same tools.
const OTHER_NAMES = new Map([
  ['bash', 'terminal'],
  ['shell', 'terminal'],
  ['edit', 'edit_file'],
  ['webfetch', 'fetch'],
  ['web_fetch', 'fetch'],
  ['delete_file', 'delete_path'],
])

const argumentPattern: LintRule<Settings> = {
  id: 'argument-pattern',
  title: 'Argument pattern for a server tool',
  about:
    'For server tools, Zed matches patterns against an empty text. Denying some arguments denies nothing, and an allow pattern that matches the empty text allows every call.',
  fix: 'Set a default for the tool.',
  bad: settings('"mcp:github:create_issue": {"always_deny": [{"pattern": "evil"}]}'),
  good: settings('"mcp:github:create_issue": {"default": "confirm"}'),
  *find({ tools }) {
    for (const { name, node } of tools)
      if (name.startsWith('mcp:'))
        for (const { text, node: own } of patternsOf(node))
          yield { what: `${JSON.stringify(text)} of ${name} sees no argument`, at: own }
  },
}

const badPattern: LintRule<Settings> = {
  id: 'bad-pattern',
  title: 'Pattern blocks the tool',
  about:
    'Patterns are Rust regular expressions, without lookaround and backreferences. If one does not compile, Zed refuses every call of the tool.',
  fix: 'Remove the part named in the message.',
  bad: settings('"terminal": {"always_allow": [{"pattern": "^git (?!push)"}]}'),
  good: settings(
    '"terminal": {"always_allow": [{"pattern": "^git status"}], "always_deny": [{"pattern": "^git push"}]}',
  ),
  *find({ tools }) {
    for (const { name, node } of tools)
      for (const { text, node: own } of patternsOf(node)) {
        const problem = rustPatternProblem(text)
        if (problem)
          yield { what: `${JSON.stringify(text)} has ${problem}, so every call of ${name} is refused`, at: own }
      }
  },
}

const shadowed: LintRule<Settings> = {
  id: 'shadowed',
  title: 'Stricter list has the same pattern',
  about:
    'always_deny comes before always_confirm, which comes before always_allow. The same pattern in a weaker list has no effect.',
  fix: 'Remove it from one of the lists.',
  bad: settings('"terminal": {"always_deny": [{"pattern": "^rm"}], "always_allow": [{"pattern": "^rm"}]}'),
  good: settings('"terminal": {"always_deny": [{"pattern": "^rm"}]}'),
  *find({ tools }) {
    for (const { name, node } of tools) {
      const seen = new Map<string, string>()
      for (const { list, text, isExact, node: own } of patternsOf(node)) {
        const id = `${isExact} ${text}`
        const over = seen.get(id)
        if (over !== undefined)
          yield {
            what:
              over === list
                ? `${JSON.stringify(text)} is in ${list} of ${name} twice`
                : `${JSON.stringify(text)} in ${list} of ${name} has no effect because of ${over}`,
            at: own,
          }
        else seen.set(id, list)
      }
    }
  },
}

const allowAll: LintRule<Settings> = {
  id: 'allow-all',
  title: 'Default allows all tools',
  about:
    "The global default applies to every tool without an entry: Zed's own tools, such as the terminal, and all server tools.",
  fix: 'Set it to confirm, and allow selected tools.',
  bad: '{"agent": {"tool_permissions": {"default": "allow"}}}',
  good: '{"agent": {"tool_permissions": {"default": "confirm"}}}',
  *find({ root, tools }) {
    const all = at(root, 'agent', 'tool_permissions', 'default')
    if (all?.value === 'allow') yield { what: 'every tool without an entry is allowed', at: all }
    for (const { name, node } of tools)
      for (const { list, text, node: own } of patternsOf(node))
        if (list === 'always_allow' && !name.startsWith('mcp:') && /^\^?(?:\.[*+]|\(\.[*+]\))?\$?$/.test(text))
          yield { what: `${JSON.stringify(text)} allows every call of ${name}`, at: own }
  },
}

const oldKey: LintRule<Settings> = {
  id: 'old-key',
  title: 'Outdated setting',
  about:
    'Before Zed 0.224.0, always_allow_tool_actions: true approved every call. Newer versions have tool_permissions.default.',
  fix: 'Remove it, and set tool_permissions.default.',
  bad: '{"agent": {"always_allow_tool_actions": true}}',
  good: '{"agent": {"tool_permissions": {"default": "confirm"}}}',
  *find({ root }) {
    const member = memberOf(at(root, 'agent'), 'always_allow_tool_actions')
    if (member) yield { what: 'always_allow_tool_actions is replaced by tool_permissions.default', at: member.key }
  },
}

const TOOL_KEYS = ['default', ...LISTS]
const unknownKey: LintRule<Settings> = {
  id: 'unknown-key',
  title: 'Unknown key',
  about: `An entry has ${TOOL_KEYS.join(', ')}. Zed reads nothing else in it.`,
  fix: 'Use one of these names.',
  bad: settings('"terminal": {"deny": [{"pattern": "^rm"}]}'),
  good: settings('"terminal": {"always_deny": [{"pattern": "^rm"}]}'),
  *find({ tools }) {
    for (const { name: tool, node } of tools)
      for (const { name, key } of node.members ?? [])
        if (!TOOL_KEYS.includes(name)) {
          const meant = TOOL_KEYS.find((one) => one === `always_${name}`) ?? nearest(name, TOOL_KEYS)
          yield { what: `${name} of ${tool} is not read${meant ? `; ${meant} is` : ''}`, at: key }
        }
  },
}

function* mentions({ tools }: Settings): Generator<Mention> {
  for (const { name, key, node } of tools) {
    const [, server = '', tool = ''] = /^mcp:([^:]+):([^:*]+)$/s.exec(name) ?? []
    if (tool === '') continue
    const mention = { server, tool, at: key }
    if (at(node, 'default')?.value === 'allow') yield mention
    else yield { ...mention, rename: (other) => ({ ...key, text: JSON.stringify(`mcp:${server}:${other}`) }) }
  }
}

const rules: LintRule<Settings>[] = [
  unknownValue,
  noMatch,
  argumentPattern,
  badPattern,
  shadowed,
  allowAll,
  oldKey,
  unknownKey,
  unknownToolRule(
    {
      bad: settings('"mcp:github:delete_fil": {"default": "deny"}'),
      good: settings('"mcp:github:delete_file": {"default": "deny"}'),
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: settings('"mcp:tracker:delete_file": {"default": "deny"}'),
      good: settings('"mcp:github:delete_file": {"default": "deny"}'),
    },
    mentions,
  ),
  duplicateKeyRule({
    bad: settings('"fetch": {"default": "deny"}, "fetch": {"default": "allow"}'),
    good: settings('"fetch": {"default": "deny"}'),
  }),
]

/**
 * Settings of Zed. Source: zed-industries/zed, docs/src/ai/tool-permissions.md at 07b5ab52 and
 * crates/agent/src/tool_permissions.rs at 00b6ce1c, read 2026-11-21.
 */
export const zedLinter = defineLinter<Settings>({
  target: 'zed',
  ...recogniser,
  read,
  unreadable,
  rules,
})
