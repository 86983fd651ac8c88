import { at, memberOf, textOf } from '../../core/document.ts'
import { duplicateEntryRule, duplicateKeyRule } from '../../core/json-settings.ts'
import { defineLinter, type KnownServers, type LintRule, type LintWords } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { removeEntry } from '../../core/text-edit.ts'
import { mergeClaudeScopes } from './merge.ts'
import { claudeName } from './permissions.ts'
import { MANAGED_KEYS, recogniser } from './recognise.ts'
import { type ClaudeSettings, LISTS, RuleIndex, readClaudeSettings, skippedRule } from './rules.ts'

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Claude Code cannot read the file',
  about:
    'Claude Code reads plain JSON. With a comment, a trailing comma or a list of the wrong type, it ignores the whole file, including deny rules and hooks.',
  fix: 'Correct the reported line.',
  bad: '{\n  // Nothing of this file counts.\n  "permissions": {"deny": ["mcp__github__delete_file"]}\n}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
}

const parentheses: LintRule<ClaudeSettings> = {
  id: 'parentheses',
  title: 'Rule with arguments is skipped',
  about: 'In a settings file, Claude Code skips an MCP rule with parentheses. No rule then covers the tool.',
  fix: 'Name the tool without parentheses, or check arguments in a PreToolUse hook.',
  bad: '{"permissions": {"deny": ["mcp__github__delete_file(path:main)"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  *find({ rules }) {
    for (const rule of rules)
      if (skippedRule(rule) === 'parentheses') yield { what: `${rule.rule} is skipped`, at: rule.at }
  },
}

const allowGlob: LintRule<ClaudeSettings> = {
  id: 'allow-glob',
  title: 'Allow rule is skipped',
  about:
    'In allow, * works only after a literal server name: mcp__SERVER__*. Claude Code skips wider patterns with a warning.',
  fix: 'Write mcp__SERVER__* for each server, or list the tools.',
  bad: '{"permissions": {"allow": ["mcp__*"]}}',
  good: '{"permissions": {"allow": ["mcp__github__get_*"]}}',
  *find({ rules }) {
    for (const rule of rules)
      if (skippedRule(rule) === 'allow-glob') yield { what: `${rule.rule} is skipped`, at: rule.at }
  },
}

const otherForm: LintRule<ClaudeSettings> = {
  id: 'other-form',
  title: "Rule uses another client's syntax",
  about:
    'Claude Code names MCP tools mcp__SERVER__TOOL. It accepts a rule such as Mcp(server:tool) without a warning, but the rule matches nothing.',
  fix: 'Write mcp__SERVER__TOOL.',
  bad: '{"permissions": {"deny": ["MCP(github:delete_file)"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  *find({ rules }) {
    for (const { rule, at: place } of rules)
      if (/^mcp(?:[(:./-]|_[^_])/i.test(rule) && !/^[^(]*\*/.test(rule))
        yield { what: `${rule} matches no tool`, at: place }
  },
}

const ignoredWrite: LintRule<ClaudeSettings> = {
  id: 'ignored-write',
  title: 'Path rule is ignored',
  about:
    'Claude Code checks paths with Read(path) and Edit(path). Edit covers every tool that changes files. It ignores Write(path), MultiEdit(path) and NotebookEdit(path) with a warning.',
  fix: 'Write Edit(path).',
  bad: '{"permissions": {"deny": ["Write(./secrets/**)"]}}',
  good: '{"permissions": {"deny": ["Edit(./secrets/**)"]}}',
  *find({ rules }, { source }) {
    for (const { rule, at: place, list } of rules) {
      const path = /^(?:Write|MultiEdit|NotebookEdit)\((.+)\)$/s.exec(rule)?.[1]
      if (path === undefined || (list === 'allow' && path === '*')) continue
      const name = source.text.indexOf('(', place.start)
      yield {
        what: `${rule} is not matched by any check of files; Edit(${path}) is`,
        at: place,
        edits: [{ start: place.start, end: name, text: '"Edit' }],
      }
    }
  },
}

const unknownKey: LintRule<ClaudeSettings> = {
  id: 'unknown-key',
  title: 'Unknown list',
  about: 'permissions has the lists allow, ask and deny. Claude Code ignores other lists.',
  fix: 'Use one of these names.',
  bad: '{"permissions": {"denied": ["mcp__github__delete_file"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  *find({ root }) {
    for (const { name, key, node } of at(root, 'permissions')?.members ?? [])
      if (!KEYS.includes(name) && node.items) {
        const meant = nearest(name, LISTS)
        yield { what: `permissions.${name} is not read${meant ? `; ${meant} is` : ''}`, at: key }
      }
    for (const name of MANAGED_KEYS) {
      const inside = memberOf(at(root, 'permissions'), name)
      if (inside) yield { what: `permissions.${name} is not read; ${name} beside permissions is`, at: inside.key }
    }
    for (const name of LISTS) {
      const outside = memberOf(root, name)
      if (outside?.node.items) yield { what: `${name} is not read here; permissions.${name} is`, at: outside.key }
    }
  },
}
const KEYS: readonly string[] = [...LISTS, 'additionalDirectories']

const unreadServers: LintRule<ClaudeSettings> = {
  id: 'unread-servers',
  title: 'Servers in the wrong file',
  about:
    'Claude Code does not read mcpServers from settings files. It starts servers from .mcp.json and ~/.claude.json.',
  fix: 'Move the servers into .mcp.json, or add them with claude mcp add.',
  bad: '{"mcpServers": {"github": {"command": "github-mcp"}}, "permissions": {"deny": ["mcp__github__delete_file"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  *find({ root }) {
    const member = memberOf(root, 'mcpServers')
    if (member?.node.members?.length) yield { what: 'mcpServers is not read here', at: member.key }
  },
}

const managedKey: LintRule<ClaudeSettings> = {
  id: 'managed-key',
  title: 'Managed setting in an unmanaged file',
  about:
    'Claude Code reads allowManagedPermissionRulesOnly and similar keys from managed settings only. In user or project settings they have no effect.',
  fix: 'Move it to managed-settings.json.',
  file: '.claude/settings.json',
  bad: '{"allowManagedPermissionRulesOnly": true, "permissions": {"deny": ["mcp__github__delete_file"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  *find({ root }) {
    for (const name of MANAGED_KEYS) {
      const member = memberOf(root, name)
      if (member) yield { what: `${name} applies in managed settings only`, at: member.key }
    }
  },
}

const shadowed: LintRule<ClaudeSettings> = {
  id: 'shadowed',
  title: 'Stricter rule overrides this one',
  about:
    'Deny comes before ask, and ask before allow, even if the weaker rule is more specific. A weaker rule for the same tools has no effect.',
  fix: 'Remove one of the two rules.',
  bad: '{"permissions": {"deny": ["mcp__github__*"], "allow": ["mcp__github__get_me"]}}',
  good: '{"permissions": {"deny": ["mcp__github__delete_*"], "allow": ["mcp__github__get_me"]}}',
  *find({ rules }, { source }) {
    const stricter = new RuleIndex<string>()
    let list: string = LISTS[0]
    let own: string[] = []
    for (const rule of rules) {
      if (rule.list !== list) {
        for (const one of own) stricter.add(one, one)
        own = []
        list = rule.list
      }
      if (!/^mcp__|^\*$/.test(rule.rule) || skippedRule(rule)) continue
      own.push(rule.rule)
      const over = stricter.over(rule.rule)
      if (over !== undefined)
        yield {
          what: `${rule.rule} has no effect because of ${over}`,
          at: rule.at,
          edits: removeEntry(source.text, rule.node, rule.index),
        }
    }
  },
}

const duplicateEntry = duplicateEntryRule<ClaudeSettings>(
  {
    bad: '{"permissions": {"deny": ["mcp__github__delete_file", "mcp__github__delete_file"]}}',
    good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
  },
  ({ root }) => LISTS.map((name) => ({ name, list: at(root, 'permissions', name) })),
)

const hookMatcher: LintRule<ClaudeSettings> = {
  id: 'hook-matcher',
  title: 'Hook never runs',
  about: "A hook's matcher must match the whole tool name. The server name alone matches nothing.",
  fix: 'Write mcp__SERVER__.* for all tools of a server.',
  bad: '{"hooks": {"PreToolUse": [{"matcher": "mcp__memory", "hooks": []}]}}',
  good: '{"hooks": {"PreToolUse": [{"matcher": "mcp__memory__.*", "hooks": []}]}}',
  *find({ root }) {
    for (const { node } of at(root, 'hooks')?.members ?? [])
      for (const entry of node.items ?? []) {
        const matcher = at(entry, 'matcher')
        const text = textOf(matcher)
        if (text && /^mcp__[A-Za-z0-9_-]*$/.test(text) && !text.slice('mcp__'.length).includes('__'))
          yield { what: `${text} matches no tool`, at: matcher }
      }
  },
}

/** Servers and tools that rules name. A name with several `__` is read by the longest server that is known. */
function* mentions({ rules }: ClaudeSettings, known: KnownServers): Generator<Mention> {
  const servers = [...known.keys()].sort((a, b) => b.length - a.length)
  for (const { rule, at: place, list } of rules) {
    if (!rule.startsWith('mcp__') || /[()*]/.test(rule)) continue
    const name = rule.slice('mcp__'.length)
    const server = servers.find((one) => name.startsWith(`${one}__`)) ?? name.split('__')[0] ?? ''
    const tool = name.slice(server.length + 2)
    if (tool === '') continue
    const mention = { server, tool, at: place }
    if (list === 'allow') yield mention
    else yield { ...mention, rename: (other) => ({ ...place, text: JSON.stringify(`mcp__${server}__${other}`) }) }
  }
}

/** The rules of all settings of Claude Code; one about managed keys is left out where they belong. */
export const CLAUDE_RULES: readonly LintRule<ClaudeSettings>[] = [
  parentheses,
  allowGlob,
  otherForm,
  ignoredWrite,
  unknownKey,
  shadowed,
  duplicateEntry,
  hookMatcher,
  unreadServers,
  unknownToolRule(
    {
      bad: '{"permissions": {"deny": ["mcp__github__create_isue"]}}',
      good: '{"permissions": {"deny": ["mcp__github__create_issue"]}}',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '{"permissions": {"deny": ["mcp__tracker__create_issue"]}}',
      good: '{"permissions": {"deny": ["mcp__github__create_issue"]}}',
    },
    mentions,
  ),
  duplicateKeyRule({
    bad: '{"permissions": {"deny": ["mcp__github__delete_file"], "deny": ["mcp__github__create_issue"]}}',
    good: '{"permissions": {"deny": ["mcp__github__delete_file", "mcp__github__create_issue"]}}',
  }),
]
export { unreadable as claudeUnreadable }

/**
 * Settings of Claude Code. Source: code.claude.com/docs/en/permissions and /docs/en/hooks, read 2026-11-20; what is skipped
 * and what is not read was tried with 2.1.329.
 */
export const claudeCodeLinter = defineLinter<ClaudeSettings>({
  target: 'claude-code',
  ...recogniser,
  read: readClaudeSettings,
  serverName: claudeName,
  toolName: claudeName,
  unreadable,
  rules: [...CLAUDE_RULES, managedKey],
  merge: mergeClaudeScopes,
})
