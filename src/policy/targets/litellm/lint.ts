import { at, type DocumentNode, memberOf, repeatedMembers, textsOf } from '../../core/document.ts'
import { duplicateEntryRule, listProblems } from '../../core/json-settings.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { NO_TOOL } from './no-tool.ts'
import { LISTS, recogniser } from './recognise.ts'

interface Proxy {
  root: DocumentNode
  servers: { name: string; node: DocumentNode }[]
}

function read({ yaml }: PolicyText): Proxy | { problems: readonly Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const [root] = yaml.roots
  if (!root?.members) return { problems: [{ what: 'the file is not a map', ...(root ? { at: root } : {}) }] }
  const entries = at(root, 'mcp_servers')
  if (entries && !entries.members) return { problems: [{ what: 'mcp_servers is not a map', at: entries }] }
  const servers = (entries?.members ?? []).map(({ name, node }) => ({ name, node }))
  const problems = servers.flatMap(({ node }) => LISTS.flatMap((list) => listProblems(at(node, list), list)))
  return problems.length > 0 ? { problems } : { root, servers }
}

const config = (lines: string) => `mcp_servers:\n  github:\n    url: https://example.com/mcp\n${lines}`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'LiteLLM cannot read the file',
  about: 'The file is not valid YAML, or a tool list is not a list of names.',
  fix: 'Correct the reported line.',
  bad: config('    allowed_tools: get_me\n'),
  good: config('    allowed_tools: [get_me]\n'),
}

const emptyList: LintRule<Proxy> = {
  id: 'empty-list',
  title: 'Empty list allows everything',
  about: 'LiteLLM treats an empty allowed_tools as missing, so every tool of the server is allowed.',
  fix: `Leave the server out, or list a name that no tool has, such as "${NO_TOOL}".`,
  bad: config('    allowed_tools: []\n'),
  good: config(`    allowed_tools: ["${NO_TOOL}"]\n`),
  *find({ servers }) {
    for (const { name, node } of servers) {
      const member = memberOf(node, 'allowed_tools')
      if (member?.node.items?.length === 0) yield { what: `${name} allows every tool`, at: member.key }
    }
  },
}

const ignoredList: LintRule<Proxy> = {
  id: 'ignored-list',
  title: 'Deny-list is ignored',
  about: 'If allowed_tools has entries, LiteLLM ignores disallowed_tools.',
  fix: 'Remove disallowed_tools, and remove its tools from allowed_tools.',
  bad: config('    allowed_tools: [get_me, delete_file]\n    disallowed_tools: [delete_file]\n'),
  good: config('    allowed_tools: [get_me]\n'),
  *find({ servers }) {
    for (const { name, node } of servers) {
      const refused = memberOf(node, 'disallowed_tools')
      if (refused?.node.items?.length && at(node, 'allowed_tools')?.items?.length)
        yield { what: `disallowed_tools of ${name} is ignored because of allowed_tools`, at: refused.key }
    }
  },
}

const pattern: LintRule<Proxy> = {
  id: 'pattern',
  title: 'Patterns do not work here',
  about:
    'Both lists need exact tool names, with or without the server name as a prefix. An entry with a star matches no tool.',
  fix: 'List each tool.',
  bad: config('    disallowed_tools: ["delete_*"]\n'),
  good: config('    disallowed_tools: [delete_file]\n'),
  *find({ servers }) {
    for (const { node } of servers)
      for (const list of LISTS)
        for (const { text, node: own } of textsOf(at(node, list)))
          if (/[*?]/.test(text)) yield { what: `${text} in ${list} matches no tool`, at: own }
  },
}

const otherForm: LintRule<Proxy> = {
  id: 'other-form',
  title: "Name uses a client's syntax",
  about: 'An entry is TOOL or SERVER-TOOL. mcp__server__tool and server:tool match no tool.',
  fix: 'Write the tool name alone.',
  bad: config('    disallowed_tools: [mcp__github__delete_file]\n'),
  good: config('    disallowed_tools: [delete_file]\n'),
  *find({ servers }) {
    for (const { name: server, node } of servers)
      for (const list of LISTS)
        for (const { text, node: own } of textsOf(at(node, list)))
          if (text.startsWith('mcp__') || text.startsWith(`${server}:`) || text.startsWith(`${server}/`))
            yield { what: `${text} in ${list} matches no tool`, at: own }
  },
}

const unknownKey: LintRule<Proxy> = {
  id: 'unknown-key',
  title: 'Unknown list',
  about: 'A server has the lists allowed_tools and disallowed_tools. LiteLLM ignores other lists.',
  fix: 'Use one of these names.',
  bad: config('    denied_tools: [delete_file]\n'),
  good: config('    disallowed_tools: [delete_file]\n'),
  *find({ servers }) {
    for (const { node } of servers)
      for (const { name, key } of node.members ?? []) {
        if ([...LISTS, 'allowed_params'].some((one) => one === name)) continue
        const plain = name.replace(/[-_]/g, '').toLowerCase()
        if (!/tools?$/.test(plain)) continue
        const meant = /^(?:den|block|exclud|disabl|disallow|bann|forbid)/.test(plain)
          ? 'disallowed_tools'
          : /^(?:allow|includ|enabl|permit)/.test(plain)
            ? 'allowed_tools'
            : nearest(name, LISTS)
        if (meant) yield { what: `${name} is not read; ${meant} is`, at: key }
      }
  },
}

const paramsWithoutEffect: LintRule<Proxy> = {
  id: 'params-without-effect',
  title: 'Parameters for a tool that is not allowed',
  about: "allowed_params limits a tool's parameters. It does not allow the tool: allowed_tools must also list it.",
  fix: 'Add the tool to allowed_tools, or remove its parameters.',
  bad: config('    allowed_tools: [get_me]\n    allowed_params: {create_issue: [title]}\n'),
  good: config('    allowed_tools: [get_me, create_issue]\n    allowed_params: {create_issue: [title]}\n'),
  *find({ servers }) {
    for (const { name: server, node } of servers) {
      const allowed = new Set(textsOf(at(node, 'allowed_tools')).map(({ text }) => text))
      const refused = new Set(textsOf(at(node, 'disallowed_tools')).map(({ text }) => text.toLowerCase()))
      for (const { name, key } of at(node, 'allowed_params')?.members ?? []) {
        const names = [name, `${server}-${name}`]
        const isOff =
          allowed.size > 0
            ? !names.some((one) => allowed.has(one))
            : names.some((one) => refused.has(one.toLowerCase()))
        if (isOff) yield { what: `${name} of ${server} is not allowed`, at: key }
      }
    }
  },
}

const duplicateEntry = duplicateEntryRule<Proxy>(
  {
    bad: config('    disallowed_tools: [delete_file, delete_file]\n'),
    good: config('    disallowed_tools: [delete_file]\n'),
  },
  ({ servers }) => servers.flatMap(({ node }) => LISTS.map((name) => ({ name, list: at(node, name) }))),
)

const duplicateKey: LintRule<Proxy> = {
  id: 'duplicate-key',
  title: 'Duplicate key',
  about: 'If a key appears twice, the last one wins silently.',
  fix: 'Merge the two.',
  bad: config('    disallowed_tools: [delete_file]\n    disallowed_tools: [create_issue]\n'),
  good: config('    disallowed_tools: [delete_file, create_issue]\n'),
  *find({ root, servers }) {
    for (const node of [root, at(root, 'mcp_servers'), ...servers.map((server) => server.node)])
      for (const { name, key } of node ? repeatedMembers(node) : [])
        yield { what: `${name} appears twice; only the last one applies`, at: key }
  },
}

function* mentions({ servers }: Proxy): Generator<Mention> {
  for (const { name: server, node } of servers)
    for (const list of LISTS)
      for (const { text, node: own } of textsOf(at(node, list))) {
        if (/[*?:/]|^mcp__/.test(text) || text === NO_TOOL) continue
        const tool = text.startsWith(`${server}-`) ? text.slice(server.length + 1) : text
        const mention = { server, tool, at: own }
        if (list === 'allowed_tools') yield mention
        else yield { ...mention, rename: (other) => ({ ...own, text: JSON.stringify(other) }) }
      }
}

const rules: LintRule<Proxy>[] = [
  emptyList,
  ignoredList,
  pattern,
  otherForm,
  unknownKey,
  paramsWithoutEffect,
  duplicateEntry,
  duplicateKey,
  unknownToolRule(
    { bad: config('    disallowed_tools: [delete_fil]\n'), good: config('    disallowed_tools: [delete_file]\n') },
    mentions,
  ),
  whichServerRule(
    {
      bad: 'mcp_servers:\n  tracker:\n    url: https://example.com/mcp\n    disallowed_tools: [delete_file]\n',
      good: config('    disallowed_tools: [delete_file]\n'),
    },
    mentions,
  ),
]

/**
 * Configurations of the LiteLLM proxy. Source: BerriAI/litellm, mcp_server_manager.py at 198777f2, and docs.litellm.ai, MCP
 * permission management; read 2026-11-21.
 */
export const litellmLinter = defineLinter<Proxy>({
  target: 'litellm',
  ...recogniser,
  read,
  unreadable,
  rules,
})
