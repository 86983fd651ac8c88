import { at, type DocumentNode, type Span, textOf, textsOf } from '../../core/document.ts'
import { GlobIndex } from '../../core/glob-index.ts'
import { duplicateEntryRule, listProblems } from '../../core/json-settings.ts'
import {
  asReports,
  defineLinter,
  type KnownServers,
  type LintRule,
  type LintWords,
  type Report,
} from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, serverOf, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { removeEntry } from '../../core/text-edit.ts'
import { permissionsOf, recogniser } from './recognise.ts'

/** The lists, in the order in which they are looked at. */
const LISTS = ['deny', 'allow', 'ask'] as const
type ListName = (typeof LISTS)[number]

interface Entry {
  list: ListName
  text: string
  /** The pattern of the tool, in lower case as it is compared. */
  tool: string
  /** What stands behind it about arguments, in lower case. */
  rest: string
  at: Span
  index: number
  holder: DocumentNode
}
interface AgentFile {
  root: DocumentNode
  entries: Entry[]
  /** Names of the toolsets of servers. */
  toolsets: string[]
}

function read({ yaml }: PolicyText): AgentFile | { problems: readonly Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const [root] = yaml.roots
  if (!root?.members) return { problems: [{ what: 'the file is not a map', ...(root ? { at: root } : {}) }] }
  const permissions = permissionsOf(root)?.node
  const problems = [
    ...(permissions && !permissions.members ? [{ what: 'permissions is not a map', at: permissions }] : []),
    ...(permissions?.members ?? []).flatMap(({ name, key, node }): Report[] => {
      if (LISTS.some((list) => list === name)) return listProblems(node, `permissions.${name}`)
      const meant = nearest(name, LISTS)
      return [{ what: `permissions has no ${name}${meant ? `; ${meant} is one of its lists` : ''}`, at: key }]
    }),
  ]
  if (problems.length > 0) return { problems }
  const entries = LISTS.flatMap((list) => {
    const holder = at(permissions, list)
    return textsOf(holder).map(({ text, node, index }): Entry => {
      const place = text.search(/:\w+=/)
      const cut = place < 0 ? text.length : place
      const [tool, rest] = [text.slice(0, cut).toLowerCase(), text.slice(cut).toLowerCase()]
      return { list, text, tool, rest, at: node, index, holder: holder as DocumentNode }
    })
  })
  const sets = (at(root, 'agents')?.members ?? []).flatMap(({ node }) => at(node, 'toolsets')?.items ?? [])
  const toolsets = sets.flatMap((set) => (textOf(at(set, 'type')) === 'mcp' ? (textOf(at(set, 'name')) ?? []) : []))
  return { root, entries, toolsets }
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Docker Agent rejects the file',
  about:
    "The file is not valid YAML, or permissions has a key other than allow, ask and deny. Docker Agent's schema rejects it.",
  fix: 'Correct the reported line.',
  bad: 'permissions:\n  denied: [shell]\n',
  good: 'permissions:\n  deny: [shell]\n',
}

const noMatch: LintRule<AgentFile> = {
  id: 'no-match',
  title: 'Entry matches no tool',
  about:
    "A server tool is called TOOLSET_TOOL, after its toolset's name. Older documentation has mcp:server:tool. No tool has such a name, so the entry matches nothing, without a warning.",
  fix: 'Name the toolset, and write that name, an underscore and the tool.',
  bad: 'permissions:\n  deny: ["mcp:github:delete_*"]\n',
  good: 'permissions:\n  deny: ["github_delete_*"]\n',
  *find({ entries }) {
    for (const { tool, text, at: place } of entries)
      if (/^mcp(?::|__)/.test(tool) || /[\s(]/.test(tool)) yield { what: `${text} matches no tool`, at: place }
      else if (tool.includes('[') && !/\[[^\]]+\]/.test(tool.slice(tool.indexOf('['), tool.indexOf('[') + 200)))
        yield { what: `${text} has a bracket that is not closed`, at: place }
  },
}

const shadowed: LintRule<AgentFile> = {
  id: 'shadowed',
  title: 'Another list overrides this entry',
  about:
    'Docker Agent checks deny, then allow, then ask, and ignores case. Allow has no effect after deny, and ask has no effect after allow.',
  fix: 'Remove one of them.',
  bad: 'permissions:\n  allow: ["github_*"]\n  ask: [github_create_issue]\n',
  good: 'permissions:\n  allow: [github_get_me]\n  ask: [github_create_issue]\n',
  *find({ entries }, { source }) {
    const before = new GlobIndex<Entry>()
    for (const [place, entry] of entries.entries()) {
      // An entry with arguments is overridden by the same one, and by one for all calls.
      const over = before.over(entry.tool + entry.rest) ?? (entry.rest === '' ? undefined : before.over(entry.tool))
      if (over && over.list !== entry.list)
        yield {
          what: `${entry.text} in ${entry.list} has no effect because of ${over.text} in ${over.list}`,
          at: entry.at,
          edits: removeEntry(source.text, entry.holder, entry.index),
        }
      const isLast = entries[place + 1]?.list !== entry.list
      if (isLast) for (const one of entries) if (one.list === entry.list) before.add(one.tool + one.rest, one)
    }
  },
}

const allowAll: LintRule<AgentFile> = {
  id: 'allow-all',
  title: 'Entry allows everything',
  about: 'A star allows every tool without a matching deny: all server tools, the shell and file changes.',
  fix: 'List what may run.',
  bad: 'permissions:\n  allow: ["*"]\n',
  good: 'permissions:\n  allow: ["github_get_*"]\n',
  *find({ entries }) {
    for (const { list, tool, rest, text, at: place } of entries) {
      const isShell = tool === 'shell' && /^(?::cmd=\*+)?$/.test(rest)
      if (list === 'allow' && (/^\*+$/.test(tool) || isShell))
        yield { what: `${text} allows every ${isShell ? 'command' : 'call'}`, at: place }
    }
  },
}

const bypass: LintRule<AgentFile> = {
  id: 'bypass',
  title: 'Safety mode approves all calls',
  about:
    "In autonomous mode, every call without a matching deny runs, even those on the ask list. An agent's file sets the mode for everyone who does not choose one.",
  fix: 'Set safety to strict or balanced.',
  bad: 'agents:\n  root:\n    model: openai/gpt-4o\nruntime:\n  safety: autonomous\n',
  good: 'agents:\n  root:\n    model: openai/gpt-4o\nruntime:\n  safety: balanced\n',
  *find({ root }) {
    const agents = at(root, 'agents')?.members ?? []
    const aliases = at(root, 'aliases')?.members ?? []
    const modes = [
      at(root, 'runtime', 'safety'),
      at(root, 'settings', 'safety'),
      ...[...agents, ...aliases].map(({ node }) => at(node, 'safety')),
    ]
    for (const node of modes) if (textOf(node) === 'autonomous') yield { what: 'safety is autonomous', at: node }
    for (const node of [at(root, 'settings', 'YOLO'), ...aliases.map((alias) => at(alias.node, 'yolo'))])
      if (node?.value === true) yield { what: 'yolo is the mode autonomous', at: node }
  },
}

const duplicateEntry = duplicateEntryRule<AgentFile>(
  { bad: 'permissions:\n  deny: [shell, shell]\n', good: 'permissions:\n  deny: [shell]\n' },
  ({ root }) => LISTS.map((name) => ({ name, list: at(permissionsOf(root)?.node, name) })),
)

/** Tools of servers: their names begin with that of a toolset in the file, or of a server that is known. */
function* mentions({ entries, toolsets }: AgentFile, known: KnownServers): Generator<Mention> {
  const servers = new Map([...known.keys(), ...toolsets].map((name) => [name.toLowerCase(), name]))
  const names = new Set(servers.keys())
  for (const { list, text, tool, rest, at: place } of entries) {
    const server = servers.get(serverOf(tool, names, '_') ?? '')
    if (server === undefined || /[*?[\\]/.test(tool)) continue
    const mention = { server, tool: text.slice(server.length + 1, text.length - rest.length), at: place }
    if (list === 'allow' || rest !== '') yield mention
    else yield { ...mention, rename: (other) => ({ ...place, text: JSON.stringify(`${server}_${other}`) }) }
  }
}

const rules: LintRule<AgentFile>[] = [
  noMatch,
  shadowed,
  allowAll,
  bypass,
  duplicateEntry,
  unknownToolRule(
    {
      bad: 'permissions:\n  deny: [github_delete_fil]\n',
      good: 'permissions:\n  deny: [github_delete_file]\n',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: 'agents:\n  root:\n    toolsets: [{type: mcp, name: tracker, command: tracker-mcp}]\npermissions:\n  deny: [tracker_delete_file]\n',
      good: 'agents:\n  root:\n    toolsets: [{type: mcp, name: github, command: github-mcp}]\npermissions:\n  deny: [github_delete_file]\n',
    },
    mentions,
  ),
]

/**
 * Files of agents, and settings, of Docker Agent. Source: docker/docker-agent, agent-schema.json at 02d05d66,
 * docs/configuration/permissions at 7c1086de, pkg/permissions/permissions.go at d3c9190c and pkg/tools/mcp/mcp.go at 0d76412a;
 * read 2026-11-21.
 */
export const dockerAgentLinter = defineLinter<AgentFile>({
  target: 'docker-agent',
  ...recogniser,
  read,
  unreadable,
  rules,
})
