import { at, type DocumentNode, memberOf, textOf, textsOf } from '../../core/document.ts'
import type { Decision, MergedScopes, RulePlace, ScopedText, ScopeMerge } from '../../core/scope-merge.ts'
import { KINDS, parts, readFlags } from './flags.ts'

/** A tool of a server, or all of them, with the rule about it. */
interface ToolRule {
  server: string
  tool: string | undefined
  by: RulePlace
}

/** What the files say, in the order in which Copilot CLI looks at it. */
interface AllRules {
  /** The lists of offered tools, by server. */
  lists: Map<string, { tools: Set<string>; by: RulePlace }>
  denied: ToolRule[]
  allowed: ToolRule[]
  approved: ToolRule[]
}

// Kinds of approvals that 1.0.102 was seen to take.
const TRIED_KINDS = ['mcp', 'commands']

/**
 * A tool that is not on the list of its server is not offered. Of the others a denial of the command comes first, then its
 * allowances and the approvals that were saved; else Copilot CLI asks. A server counts for each of its tools.
 * Source: docs.github.com, “Allowing tools” and the reference of the configuration folder, read 2026-11-21; each step was tried
 * with 1.0.102.
 */
export const mergeCopilotFiles: ScopeMerge = {
  scopes: [
    { id: 'list', places: ['~/.copilot/mcp-config.json'] },
    { id: 'flags', places: ['copilot.sh'] },
    { id: 'approvals', places: ['~/.copilot/permissions-config.json'] },
  ],
  decide(files, servers): MergedScopes {
    const withoutEffect: MergedScopes['withoutEffect'] = []
    const notes: string[] = []
    const all: AllRules = { lists: new Map(), denied: [], allowed: [], approved: [] }
    for (const file of files) {
      if (file.scope === 'flags') addFlags(all, file, notes)
      else if (file.source.json.problems.length > 0)
        notes.push(`${file.source.file || file.scope}: Copilot CLI cannot read the file.`)
      else if (file.scope === 'list') addLists(all, file)
      else addApprovals(all, file, notes)
    }
    const [denied, allowed, approved] = [index(all.denied), index(all.allowed), index(all.approved)]
    const named = new Map<string, { server: string; tool: string }>()
    const add = (server: string, tool: string) => named.set(JSON.stringify([server, tool]), { server, tool })
    for (const { server, tool } of [...all.denied, ...all.allowed, ...all.approved])
      if (tool !== undefined) add(server, tool)
    for (const [server, { tools }] of all.lists) for (const tool of tools) if (tool !== '*') add(server, tool)
    for (const [server, tools] of servers) for (const tool of tools ?? []) add(server, tool)
    const hiddenBy = ({ server, tool }: Pick<ToolRule, 'server' | 'tool'>) => {
      const list = all.lists.get(server)
      return list && tool !== undefined && !list.tools.has(tool) && !list.tools.has('*') ? list.by : undefined
    }
    const decisions = [...named.values()].flatMap((one): Decision[] => {
      const tool = `${one.server}(${one.tool})`
      const hidden = hiddenBy(one)
      if (hidden) return [{ tool, outcome: 'hidden', by: hidden }]
      const no = denied(one)
      if (no) return [{ tool, outcome: 'denied', by: no.by }]
      const yes = allowed(one) ?? approved(one)
      if (yes) return [{ tool, outcome: 'allowed', by: yes.by }]
      const list = all.lists.get(one.server)
      return list ? [{ tool, outcome: 'asks', by: list.by }] : []
    })
    for (const rule of [...all.denied, ...all.allowed, ...all.approved]) {
      const hidden = hiddenBy(rule)
      if (hidden) withoutEffect.push({ rule: rule.by, why: `${hidden.rule} leaves the tool out` })
    }
    for (const rule of [...all.allowed, ...all.approved]) {
      const no = hiddenBy(rule) ? undefined : denied(rule)
      if (no) withoutEffect.push({ rule: rule.by, why: `${no.by.rule} in ${no.by.scope} comes first` })
    }
    return { decisions: decisions.toSorted((a, b) => (a.tool < b.tool ? -1 : 1)), withoutEffect, notes }
  },
}

/** Finds the rule about a tool: its own, else that of its server. */
function index(rules: readonly ToolRule[]) {
  const known = new Map(rules.toReversed().map((rule) => [JSON.stringify([rule.server, rule.tool ?? null]), rule]))
  return ({ server, tool }: Pick<ToolRule, 'server' | 'tool'>): ToolRule | undefined =>
    known.get(JSON.stringify([server, tool ?? null])) ?? known.get(JSON.stringify([server, null]))
}

/** The flags of the first command; others start a session of their own. */
function addFlags(all: AllRules, { scope, source }: ScopedText, notes: string[]): void {
  const read = readFlags(source)
  if ('problems' in read) {
    notes.push(`${source.file || scope}: the shell cannot read the command.`)
    return
  }
  const first = read.values[0]?.command
  if (read.values.some(({ command }) => command !== first))
    notes.push('Only the first command with flags is looked at.')
  for (const { command, flag, value, at: place } of read.values) {
    const part = parts(value)
    if (command !== first || !part || KINDS.includes(part.server)) continue
    const rule = { server: part.server, tool: part.tool, by: { scope, source, at: place, rule: `${flag} ${value}` } }
    if (flag === '--deny-tool') all.denied.push(rule)
    else if (flag === '--allow-tool') all.allowed.push(rule)
  }
  const opening = source.shell.commands.flat().find(({ text }) => /^--(?:allow-all-tools|allow-all|yolo)$/.test(text))
  if (opening) notes.push(`${opening.text} lets every offered tool pass that no flag denies.`)
}

function addLists(all: AllRules, { scope, source }: ScopedText): void {
  for (const { name, node } of at(source.json.root, 'mcpServers')?.members ?? []) {
    const list = memberOf(node, 'tools')
    if (!list?.node.items) continue
    const tools = new Set(textsOf(list.node).map(({ text }) => text))
    all.lists.set(name, { tools, by: { scope, source, at: list.key, rule: `tools of ${name}` } })
  }
}

function addApprovals(all: AllRules, { scope, source }: ScopedText, notes: string[]): void {
  const locations = at(source.json.root, 'locations')?.members ?? []
  if (locations.length > 0)
    notes.push('Saved approvals count only where Copilot CLI is started, by the root of the repository.')
  const odd = new Set<string>()
  for (const { name: folder, node } of locations)
    for (const one of at(node, 'tool_approvals')?.items ?? []) {
      const kind = textOf(at(one, 'kind')) ?? ''
      if (!TRIED_KINDS.includes(kind)) odd.add(folder)
      const rule = approvalOf(one, { scope, source, at: one, rule: '' }, folder)
      if (rule) all.approved.push(rule)
    }
  if (odd.size > 0)
    notes.push(
      `Copilot CLI drops all approvals of a location where one has a kind that it does not know. Other kinds than ${TRIED_KINDS.join(' and ')} are in ${[...odd].slice(0, 5).join(', ')}.`,
    )
}

/** An approval of a tool of a server; without the member toolName, which must be there, it approves nothing. */
function approvalOf(node: DocumentNode, by: RulePlace, folder: string): ToolRule | undefined {
  const [server, tool] = [textOf(at(node, 'serverName')), at(node, 'toolName')]
  if (textOf(at(node, 'kind')) !== 'mcp' || server === undefined || !tool) return undefined
  const name = textOf(tool)
  return { server, tool: name, by: { ...by, rule: `${server}${name === undefined ? '' : `(${name})`} in ${folder}` } }
}
