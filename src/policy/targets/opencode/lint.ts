import { matchesGlob } from '../../core/glob.ts'
import { duplicateKeyRule } from '../../core/json-settings.ts'
import { defineLinter, type KnownServers, type LintRule, type LintWords } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { type Mention, serverOf, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { mergeOpencodeFiles } from './merge.ts'
import { plain } from './permission-key.ts'
import {
  EDITS,
  type OpencodeConfig,
  OWN_KEYS,
  PermissionIndex,
  readOpencode,
  type WrittenPermission,
} from './permission-rules.ts'
import { recogniser } from './recognise.ts'

const shown = ({ key, pattern }: WrittenPermission) => (pattern === '*' ? key : `${key} ${pattern}`)
const isGlob = (text: string) => /[*?]/.test(text)
const listsOf = ({ rules, agents }: OpencodeConfig) => [rules, ...agents.map((agent) => agent.rules)]

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'OpenCode rejects the file',
  about:
    'The file is not valid JSON (comments are allowed), or a permission is not allow, ask or deny. OpenCode 1 then does not start. It also rejects the permissions of OpenCode 2.',
  fix: 'Correct the reported line.',
  bad: '{"permission": {"bash": "block"}}',
  good: '{"permission": {"bash": "deny"}}',
}

const shadowed: LintRule<OpencodeConfig> = {
  id: 'shadowed',
  title: 'Later rule overrides this one',
  about: 'The last matching rule wins, even if an earlier one is more specific. Put * first.',
  fix: 'Move the wider rule above the specific one, or remove one of them.',
  bad: '{"permission": {"github_delete_file": "deny", "github_*": "allow"}}',
  good: '{"permission": {"github_*": "allow", "github_delete_file": "deny"}}',
  *find(config) {
    for (const list of listsOf(config)) {
      const later = new PermissionIndex()
      for (const rule of list.toReversed()) {
        const over = later.over(rule)
        if (over && over.action !== rule.action && !(rule.isOld && over.key === rule.key))
          yield { what: `${shown(rule)} has no effect before ${shown(over)}`, at: rule.at }
        later.add(rule)
      }
    }
  },
}

/** Calls that OpenCode asks about, or refuses, without a rule of the file. */
const GUARDS = [
  { key: 'read', pattern: '.env', what: 'files called .env are read without a question' },
  {
    key: 'external_directory',
    pattern: '/elsewhere/*',
    what: 'files outside of the project are open without a question',
  },
  { key: 'edit', pattern: 'file', what: 'the agent plan can edit files, too' },
]

const liftedGuard: LintRule<OpencodeConfig> = {
  id: 'lifted-guard',
  title: 'Allow rule removes a built-in guard',
  about:
    'OpenCode allows most calls by default. It asks about .env files and files outside the project, and its plan agent cannot edit. An allow rule in the file comes later, so it overrides these guards.',
  fix: 'Remove the allow rule, or repeat the guard below it.',
  bad: '{"permission": {"*": "allow"}}',
  good: '{"permission": {"bash": "allow"}}',
  *find({ rules }) {
    const found = new Map<WrittenPermission, string[]>()
    for (const { key, pattern, what } of GUARDS) {
      const last = rules.findLast((rule) => matchesGlob(rule.key, key) && matchesGlob(rule.pattern, pattern))
      if (last?.action === 'allow') found.set(last, [...(found.get(last) ?? []), what])
    }
    for (const [rule, what] of found) yield { what: `with ${shown(rule)}, ${what.join('; ')}`, at: rule.at }
  },
}

const noMatch: LintRule<OpencodeConfig> = {
  id: 'no-match',
  title: 'Permission matches no tool',
  about:
    'A server tool is called SERVER_TOOL, with an underscore for every character other than letters, digits, underscore and hyphen. Built-in tools have lower-case names, and edit covers every tool that changes files. OpenCode accepts any other key without a warning.',
  fix: "Use OpenCode's name for the tool.",
  bad: '{"permission": {"write": "deny", "files_read.file": "deny"}}',
  good: '{"permission": {"edit": "deny", "files_read_file": "deny"}}',
  *find(config) {
    for (const list of listsOf(config))
      for (const { key, at: place, isOld } of list) {
        if (isOld) continue
        const meant = EDITS.includes(key) ? 'edit' : OTHER_NAMES.get(key)
        if (meant) yield { what: `${key} is not a permission; ${meant} is`, at: place }
        else if (/[^A-Za-z0-9_*?-]/.test(key)) yield { what: `${key} matches no tool`, at: place }
      }
  },
}
// Names that other clients have for the same tools.
const OTHER_NAMES = new Map([
  ['Bash', 'bash'],
  ['Shell', 'bash'],
  ['shell', 'bash'],
  ['Edit', 'edit'],
  ['Write', 'edit'],
  ['Read', 'read'],
  ['WebFetch', 'webfetch'],
  ['fetch', 'webfetch'],
])

const argumentPattern: LintRule<OpencodeConfig> = {
  id: 'argument-pattern',
  title: 'Argument pattern for a server tool',
  about:
    'For a server tool, OpenCode checks the text * only. Any other pattern never matches, so denying some arguments denies nothing.',
  fix: 'Give the tool one action for all calls.',
  bad: '{"permission": {"github_create_issue": {"*": "allow", "evil*": "deny"}}}',
  good: '{"permission": {"github_create_issue": "ask"}}',
  *find(config) {
    for (const list of listsOf(config))
      for (const { key, pattern, at: place } of list)
        if (key.includes('_') && !OWN_KEYS.includes(key) && !isGlob(key) && !/^\*+$/.test(pattern))
          yield { what: `${pattern} matches no call of ${key}`, at: place }
  },
}

const commandPattern: LintRule<OpencodeConfig> = {
  id: 'command-pattern',
  title: "Command pattern uses another client's syntax",
  about:
    'OpenCode matches a bash pattern against the command itself. Bash(rm *) and rm:* are from other clients and match no command here.',
  fix: 'Write the command, a space and a star, for example "rm *".',
  bad: '{"permission": {"bash": {"*": "ask", "rm:*": "deny"}}}',
  good: '{"permission": {"bash": {"*": "ask", "rm *": "deny"}}}',
  *find(config) {
    for (const list of listsOf(config))
      for (const { key, pattern, at: place } of list)
        if (key === 'bash' && /^(?:Bash|Shell)\(.*\)$|^[a-z][\w.-]*:\*$/s.test(pattern))
          yield { what: `${pattern} matches no command`, at: place }
  },
}

/** Agents that are compared with the denials of the file; people have a few. */
const MAX_AGENTS = 100

const agentOverride: LintRule<OpencodeConfig> = {
  id: 'agent-override',
  title: "Agent's wide allow overrides a deny",
  about:
    "An agent's rules come after the rules of the file. A wide allow, such as *, also allows what a more specific rule denies.",
  fix: 'List what the agent may do, or repeat the deny below its rule.',
  bad: '{"permission": {"github_delete_file": "deny"}, "agent": {"build": {"permission": {"*": "allow"}}}}',
  good: '{"permission": {"github_delete_file": "deny"}, "agent": {"build": {"permission": {"bash": "allow"}}}}',
  *find({ rules, agents }) {
    const denials = rules.filter(({ action }) => action === 'deny')
    for (const { name, rules: own } of agents.slice(0, MAX_AGENTS)) {
      const last = new PermissionIndex()
      for (const rule of own.toReversed()) last.add(rule)
      const undone = new Map<WrittenPermission, WrittenPermission>()
      for (const rule of denials) {
        const over = last.over(rule)
        // The same rule with another action is how an agent is given what the others do not have.
        const isSame = over?.key === rule.key && over.pattern === rule.pattern
        if (over && !isSame && over.action !== 'deny' && !undone.has(over)) undone.set(over, rule)
      }
      for (const [over, rule] of undone)
        yield { what: `${name} has ${shown(over)}, and ${shown(rule)} is denied`, at: over.at }
    }
  },
}

const oldForm: LintRule<OpencodeConfig> = {
  id: 'old-form',
  title: 'Permission replaces the tools entry',
  about: 'tools is the format before OpenCode 1.1.1. A permission with the same key replaces its entry.',
  fix: 'Remove the tools entry.',
  bad: '{"tools": {"bash": false}, "permission": {"bash": "ask"}}',
  good: '{"permission": {"bash": "ask"}}',
  *find({ rules }) {
    const newer = new Set(rules.flatMap(({ key, isOld }) => (isOld ? [] : [key])))
    for (const { key, isOld, at: place } of rules)
      if (isOld && newer.has(key)) yield { what: `tools.${key} is replaced by permission.${key}`, at: place }
  },
}

const unknownKey: LintRule<OpencodeConfig> = {
  id: 'unknown-key',
  title: 'Misspelled permission object',
  about: 'OpenCode ignores unknown keys without a warning. None of the rules in this object apply.',
  fix: 'Write permission.',
  bad: '{"permision": {"bash": "deny"}}',
  good: '{"permission": {"bash": "deny"}}',
  *find({ root }) {
    for (const { name, key } of root.members ?? [])
      if (name !== 'permission' && nearest(name, ['permission']) && /^perm/i.test(name))
        yield { what: `${name} is not read; permission is`, at: key }
  },
}

/** Tools of servers that rules name. The longest server that is known is taken; else the text before the first underscore. */
function* mentions(config: OpencodeConfig, known: KnownServers): Generator<Mention> {
  const servers = new Set(known.keys())
  for (const list of listsOf(config)) {
    const seen = new Set<string>()
    for (const { key, action, at: place, pattern, isOld } of list) {
      if (seen.has(key) || !key.includes('_') || isGlob(key) || OWN_KEYS.includes(key) || EDITS.includes(key)) continue
      if (/[^A-Za-z0-9_-]/.test(key)) continue
      seen.add(key)
      const server = serverOf(key, servers, '_') ?? (key.split('_')[0] as string)
      const mention = { server, tool: key.slice(server.length + 1), at: place }
      if (action === 'allow' || pattern !== '*' || isOld) yield mention
      else yield { ...mention, rename: (other) => ({ ...place, text: JSON.stringify(`${server}_${other}`) }) }
    }
  }
}

const rules: LintRule<OpencodeConfig>[] = [
  shadowed,
  liftedGuard,
  noMatch,
  argumentPattern,
  commandPattern,
  agentOverride,
  oldForm,
  unknownKey,
  unknownToolRule(
    {
      bad: '{"permission": {"github_delete_fil": "deny"}}',
      good: '{"permission": {"github_delete_file": "deny"}}',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '{"permission": {"tracker_delete_file": "deny"}}',
      good: '{"permission": {"github_delete_file": "deny"}}',
    },
    mentions,
  ),
  duplicateKeyRule({
    bad: '{"permission": {"bash": "deny", "bash": "ask"}}',
    good: '{"permission": {"bash": "ask"}}',
  }),
]

/**
 * Configurations of OpenCode 1. Source: opencode.ai/v1/docs/permissions, read 2026-11-21; what is refused, ignored and
 * overridden was tried with 1.18.33.
 */
export const opencodeLinter = defineLinter<OpencodeConfig>({
  target: 'opencode',
  ...recogniser,
  read: readOpencode,
  serverName: plain,
  toolName: plain,
  unreadable,
  rules,
  merge: mergeOpencodeFiles,
})
