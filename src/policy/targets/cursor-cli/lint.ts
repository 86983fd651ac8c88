import { at, type DocumentNode, textOf } from '../../core/document.ts'
import { GlobIndex } from '../../core/glob-index.ts'
import {
  duplicateEntryRule,
  duplicateKeyRule,
  jsonRoot,
  type ListedPermission,
  permissionLists,
} from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { removeEntry } from '../../core/text-edit.ts'
import { LISTS, recogniser } from './recognise.ts'

type ListName = (typeof LISTS)[number]

/** One entry: `Kind(content)`, or a text that is none. */
interface Entry extends ListedPermission<ListName> {
  kind?: string
  content: string
}
interface Permissions {
  root: DocumentNode
  entries: Entry[]
}

const TOKEN = /^(Shell|Read|Write|WebFetch|Mcp)\((.*)\)$/s

function read(source: PolicyText) {
  const found = jsonRoot(source, 'strict', 'Cursor CLI')
  if ('problems' in found) return found
  const { root } = found
  const lists = permissionLists(root, LISTS)
  if ('problems' in lists) return lists
  const entries = lists.entries.map((one): Entry => {
    const [, kind, content = ''] = TOKEN.exec(one.text) ?? []
    return { ...one, content, ...(kind === undefined ? {} : { kind }) }
  })
  return { root, entries }
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Cursor CLI cannot read the file',
  about:
    'The file must be plain JSON with two lists of strings. Cursor CLI moves a file that it cannot read aside and creates a new one.',
  fix: 'Correct the reported line.',
  bad: '{"permissions": {"deny": ["Shell(rm)"],}}',
  good: '{"permissions": {"deny": ["Shell(rm)"]}}',
}

// What other clients call the same tools.
const MEANT = new Map([
  ['Bash', 'Shell'],
  ['Edit', 'Write'],
  ['MultiEdit', 'Write'],
  ['Fetch', 'WebFetch'],
  ['MCP', 'Mcp'],
])

const noMatch: LintRule<Permissions> = {
  id: 'no-match',
  title: 'Entry matches nothing',
  about:
    'An entry is Shell(…), Read(…), Write(…), WebFetch(…) or Mcp(server:tool). For a command, give the first word, a colon and its arguments. Entries from other clients, such as Bash(…) and mcp__server__tool, match nothing here.',
  fix: "Use Cursor CLI's syntax.",
  bad: '{"permissions": {"deny": ["Shell(rm)", "Bash(sudo)"]}}',
  good: '{"permissions": {"deny": ["Shell(rm)", "Shell(sudo)"]}}',
  *find({ entries }) {
    for (const { text, kind, content, node } of entries) {
      const meant = MEANT.get(text.split('(')[0] as string)
      if (kind === undefined)
        yield { what: `${text} matches nothing${meant === undefined ? '' : `; ${meant}(…) is the form`}`, at: node }
      // Cursor's own texts have both a colon and a comma between the two names.
      else if (content === '' || (kind === 'Mcp' && !/[:,]/.test(content)))
        yield { what: `${text} names no tool`, at: node }
      else if (kind === 'Shell' && /\s/.test(content.split(':')[0] as string))
        yield { what: `${text} is more than the first word of a command`, at: node }
    }
  },
}

const unknownList: LintRule<Permissions> = {
  id: 'unknown-list',
  title: 'Unknown list',
  about: 'permissions has the lists allow and deny. Cursor CLI asks about everything else; it has no ask list.',
  fix: 'Remove the list. Cursor CLI asks about tools on neither list.',
  bad: '{"permissions": {"allow": ["Shell(ls)"], "ask": ["Shell(git)"]}}',
  good: '{"permissions": {"allow": ["Shell(ls)"]}}',
  *find({ root }) {
    for (const { name, key } of at(root, 'permissions')?.members ?? [])
      if (!LISTS.some((list) => list === name)) yield { what: `${name} is not read`, at: key }
  },
}

const allowAll: LintRule<Permissions> = {
  id: 'allow-all',
  title: 'Entry allows everything',
  about:
    'Cursor CLI asks before it runs a command, changes a file, fetches a page or calls a server tool. An entry with only stars removes that approval for all of them.',
  fix: 'List what may run.',
  bad: '{"permissions": {"allow": ["Mcp(*:*)"]}}',
  good: '{"permissions": {"allow": ["Mcp(github:get_me)"]}}',
  *find({ entries }) {
    for (const { list, text, kind, content, node } of entries)
      if (list === 'allow' && kind !== 'Read' && /^[*:/]+$/.test(content) && content.includes('*'))
        yield { what: `${text} allows every call`, at: node }
  },
}

const bypass: LintRule<Permissions> = {
  id: 'bypass',
  title: 'Setting approves all calls',
  about: 'approvalMode "unrestricted" approves all calls, so no call needs approval, whatever the lists say.',
  fix: 'Set approvalMode to allowlist.',
  file: 'cli-config.json',
  bad: '{"version": 1, "approvalMode": "unrestricted", "permissions": {"allow": [], "deny": ["Shell(rm)"]}}',
  good: '{"version": 1, "approvalMode": "allowlist", "permissions": {"allow": [], "deny": ["Shell(rm)"]}}',
  *find({ root }) {
    const mode = at(root, 'approvalMode')
    if (textOf(mode) === 'unrestricted') yield { what: 'approvalMode is unrestricted', at: mode }
  },
}

const projectKey: LintRule<Permissions> = {
  id: 'project-key',
  title: 'Setting is ignored in a project file',
  about:
    'Cursor CLI reads only permissions from .cursor/cli.json. Put all other settings in ~/.cursor/cli-config.json.',
  fix: 'Move it there.',
  file: '.cursor/cli.json',
  bad: '{"permissions": {"deny": ["Shell(rm)"]}, "sandbox": {"mode": "enabled"}}',
  good: '{"permissions": {"deny": ["Shell(rm)"]}}',
  *find({ root }, { source }) {
    if (!/(?:^|\/)\.cursor\/cli\.json$/.test(source.file)) return
    for (const { name, key } of root.members ?? [])
      if (!['permissions', 'version', '$schema'].includes(name)) yield { what: `${name} is not read here`, at: key }
  },
}

const shadowed: LintRule<Permissions> = {
  id: 'shadowed',
  title: 'Deny overrides this allow',
  about: 'Deny wins over allow, even if the allow is more specific.',
  fix: 'Remove one of them.',
  bad: '{"permissions": {"allow": ["Mcp(github:get_me)"], "deny": ["Mcp(github:*)"]}}',
  good: '{"permissions": {"allow": ["Mcp(github:get_me)"], "deny": ["Mcp(github:delete_file)"]}}',
  *find({ entries }, { source }) {
    const denied = new GlobIndex<Entry>()
    for (const entry of entries) if (entry.list === 'deny') denied.add(matched(entry), entry)
    for (const entry of entries) {
      if (entry.list === 'deny' || entry.kind === undefined) continue
      // A command without arguments in its entry is any call of it.
      const command = entry.kind === 'Shell' ? `Shell ${entry.content.split(':')[0]}` : undefined
      const over = denied.over(matched(entry)) ?? (command === undefined ? undefined : denied.over(command))
      if (!over) continue
      yield {
        what: `${entry.text} is allowed, and ${over.text} is denied`,
        at: entry.node,
        edits: removeEntry(source.text, entry.holder, entry.index),
      }
    }
  },
}

/** What an entry matches, as a pattern of its kind. */
function matched({ kind, content, text }: Entry): string {
  if (kind === undefined) return text
  if (kind === 'Shell') return `Shell ${content.replace(/:\*$/, '')}`
  return `${kind} ${content === '*:*' ? '*' : content}`
}

const duplicateEntry = duplicateEntryRule<Permissions>(
  { bad: '{"permissions": {"deny": ["Shell(rm)", "Shell(rm)"]}}', good: '{"permissions": {"deny": ["Shell(rm)"]}}' },
  ({ root }) => LISTS.map((name) => ({ name, list: at(root, 'permissions', name) })),
)

function* mentions({ entries }: Permissions): Generator<Mention> {
  for (const { list, kind, content, node } of entries) {
    const colon = content.indexOf(':')
    if (kind !== 'Mcp' || colon < 1 || /[*?]/.test(content)) continue
    const server = content.slice(0, colon)
    const mention = { server, tool: content.slice(colon + 1), at: node }
    if (list === 'allow') yield mention
    else yield { ...mention, rename: (other) => ({ ...node, text: JSON.stringify(`Mcp(${server}:${other})`) }) }
  }
}

const rules: LintRule<Permissions>[] = [
  noMatch,
  unknownList,
  allowAll,
  bypass,
  projectKey,
  shadowed,
  duplicateEntry,
  unknownToolRule(
    {
      bad: '{"permissions": {"deny": ["Mcp(github:delete_fil)"]}}',
      good: '{"permissions": {"deny": ["Mcp(github:delete_file)"]}}',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '{"permissions": {"deny": ["Mcp(tracker:delete_file)"]}}',
      good: '{"permissions": {"deny": ["Mcp(github:delete_file)"]}}',
    },
    mentions,
  ),
  duplicateKeyRule({
    bad: '{"permissions": {"deny": ["Shell(rm)"], "deny": ["Shell(sudo)"]}}',
    good: '{"permissions": {"deny": ["Shell(rm)", "Shell(sudo)"]}}',
  }),
]

/**
 * Permissions of Cursor CLI. Source: cursor.com/docs/cli/reference/permissions and configuration, and the skill
 * update-cli-config that comes with Cursor; read 2026-11-21.
 */
export const cursorCliLinter = defineLinter<Permissions>({
  target: 'cursor-cli',
  ...recogniser,
  read,
  unreadable,
  rules,
})
