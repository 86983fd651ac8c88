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
  title: 'OpenCode refuses the file',
  about:
    'The file is not JSON with comments, or a permission is not allow, ask or deny. OpenCode 1 then does not start. It also refuses the permissions of OpenCode 2.',
  fix: 'Correct the place that is named.',
  bad: '{"permission": {"bash": "block"}}',
  good: '{"permission": {"bash": "deny"}}',
}

const shadowed: LintRule<OpencodeConfig> = {
  id: 'shadowed',
  title: 'A rule that a later one overrides',
  about: 'The last rule that matches a call decides, however exact an earlier one is. A star belongs above all others.',
  fix: 'Move the wider rule above the exact one, or remove one of the two.',
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
  title: 'An allowance that opens what OpenCode guards',
  about:
    'OpenCode allows most calls without a rule. It asks about .env files and about files outside of the project, and its agent plan cannot edit. An allow in the file comes after these rules, so it lifts them.',
  fix: 'Remove the allow, or repeat the guard below it.',
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
  title: 'A permission that no tool has',
  about:
    'A tool of a server is called SERVER_TOOL, with an underscore for every character beyond letters, digits, underscore and hyphen. The own tools have names in lower case, and edit covers all that change files. OpenCode takes any other key without a warning.',
  fix: 'Use the name that OpenCode has for the tool.',
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
  title: 'A pattern for the arguments of a server’s tool',
  about:
    'For a tool of a server OpenCode asks about the text * alone. A pattern that is not made of stars never matches, so a denial of some arguments denies nothing.',
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
  title: 'A pattern for commands in the form of another client',
  about:
    'A pattern of bash is matched against the command itself. Bash(rm *) and rm:* are forms of other clients, and match no command here.',
  fix: 'Write the words of the command with a blank and a star behind them.',
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
  title: 'A wide allowance of an agent that undoes a denial',
  about:
    'The rules of an agent come after those of the file. A wide one, such as a star, also allows what the file denies by a more exact rule.',
  fix: 'Name what the agent may do, or repeat the denial below its rule.',
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
  title: 'An entry of tools beside a permission',
  about: 'tools is the form before OpenCode 1.1.1. A permission with the same key replaces its entry.',
  fix: 'Remove the entry of tools.',
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
  title: 'A misspelt permission object',
  about: 'OpenCode ignores members that it does not know, without a warning. None of the rules in one counts.',
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
