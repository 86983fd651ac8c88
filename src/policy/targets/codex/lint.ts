import { at, type DocumentNode, memberOf, textOf, textsOf } from '../../core/document.ts'
import { duplicateEntryRule } from '../../core/json-settings.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { mergeCodexFiles } from './merge.ts'
import { recogniser } from './recognise.ts'

const MODES = ['auto', 'prompt', 'writes', 'approve']
const LISTS = ['enabled_tools', 'disabled_tools'] as const
const POLICY_KEYS = [...LISTS, 'default_tools_approval_mode', 'tools']

interface CodexServer {
  name: string
  at: DocumentNode
  node: DocumentNode
}
interface CodexConfig {
  root: DocumentNode
  servers: CodexServer[]
}

function read(root: DocumentNode | undefined): CodexConfig | { problems: Report[] } {
  const servers = (at(root, 'mcp_servers')?.members ?? []).map(({ name, key, node }) => ({
    name,
    at: { ...node, ...key },
    node,
  }))
  const problems: Report[] = []
  const wrong = (what: string, node: DocumentNode) => problems.push({ what, at: node })
  for (const { name, node } of servers) {
    for (const list of LISTS) {
      const found = at(node, list)
      if (found && (!found.items || found.items.some((item) => typeof item.value !== 'string')))
        wrong(`${list} of ${name} is not a list of texts`, found)
    }
    const modes = [
      at(node, 'default_tools_approval_mode'),
      ...(at(node, 'tools')?.members ?? []).map((tool) => at(tool.node, 'approval_mode')),
    ]
    for (const mode of modes)
      if (mode && !MODES.includes(textOf(mode) ?? ''))
        wrong(`${JSON.stringify(mode.value ?? mode.kind)} is not one of ${MODES.join(', ')}`, mode)
  }
  return problems.length > 0 ? { problems } : { root: root ?? EMPTY, servers }
}
const EMPTY: DocumentNode = { kind: 'map', start: 0, end: 0, members: [] }

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Codex rejects the file',
  about:
    'The file is not valid TOML, or a setting has an unknown value. Codex then does not start. Codex has no deny mode.',
  fix: 'Correct the reported line.',
  bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndefault_tools_approval_mode = "deny"\n',
  good: '[mcp_servers.github]\ncommand = "github-mcp"\ndefault_tools_approval_mode = "prompt"\n',
}

const rules: LintRule<CodexConfig>[] = [
  {
    id: 'both-lists',
    title: 'Tool is both enabled and disabled',
    about: 'Codex subtracts the disabled tools from the enabled ones, so the tool is off.',
    fix: 'Remove it from one of the lists.',
    bad: '[mcp_servers.github]\ncommand = "github-mcp"\nenabled_tools = ["get_me", "create_issue"]\ndisabled_tools = ["get_me"]\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\nenabled_tools = ["create_issue"]\n',
    *find({ servers }) {
      for (const { name, node } of servers) {
        const enabled = new Set(textsOf(at(node, 'enabled_tools')).map(({ text }) => text))
        for (const { text, node: own } of textsOf(at(node, 'disabled_tools')))
          if (enabled.has(text)) yield { what: `${text} of ${name} is enabled and disabled`, at: own }
      }
    },
  },
  duplicateEntryRule(
    {
      bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["get_me", "get_me"]\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["get_me"]\n',
    },
    ({ servers }) => servers.flatMap(({ node }) => LISTS.map((name) => ({ name, list: at(node, name) }))),
  ),
  {
    id: 'no-transport',
    title: 'Server without a command or URL',
    about: 'Codex rejects a server that has neither a command nor a url, unless another configuration file has one.',
    fix: 'Add these lines to your existing server table.',
    bad: '[mcp_servers.github]\nenabled_tools = ["get_me"]\n',
    good: '[mcp_servers.github]\nurl = "https://example.com/mcp"\nenabled_tools = ["get_me"]\n',
    *find({ servers }) {
      for (const { name, node, at: place } of servers)
        if (!memberOf(node, 'command') && !memberOf(node, 'url'))
          yield { what: `${name} has neither a command nor a url`, at: place }
    },
  },
  {
    id: 'mode-without-effect',
    title: 'Mode for a tool that is off',
    about: 'The tool is disabled, or missing from the enabled tools, so its mode has no effect.',
    fix: 'Enable the tool, or remove the mode.',
    bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["get_me"]\n[mcp_servers.github.tools.get_me]\napproval_mode = "approve"\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\n[mcp_servers.github.tools.get_me]\napproval_mode = "approve"\n',
    *find({ servers }) {
      for (const { name, node } of servers) {
        const [enabled, disabled] = LISTS.map((list) => {
          const found = at(node, list)
          return found && new Set(textsOf(found).map(({ text }) => text))
        })
        for (const tool of at(node, 'tools')?.members ?? [])
          if (disabled?.has(tool.name) || (enabled && !enabled.has(tool.name)))
            yield { what: `${tool.name} of ${name} has a mode but is off`, at: tool.key }
      }
    },
  },
  {
    id: 'unknown-tool-key',
    title: 'Misspelled tool key',
    about: 'A tool table has approval_mode. Codex accepts any other key without a warning, and the tool has no rule.',
    fix: 'Write approval_mode.',
    bad: '[mcp_servers.github]\ncommand = "github-mcp"\n[mcp_servers.github.tools.delete_file]\napproval = "prompt"\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\n[mcp_servers.github.tools.delete_file]\napproval_mode = "prompt"\n',
    *find({ servers }) {
      for (const { node } of servers)
        for (const tool of at(node, 'tools')?.members ?? [])
          for (const { name, key, node: value } of tool.node.members ?? [])
            if (name !== 'approval_mode') {
              const report = { what: `${name} of ${tool.name} is not read; approval_mode is`, at: key }
              const isSafe =
                /^(?:approval|approvalMode|approval-mode|mode)$/.test(name) && MODES.includes(textOf(value) ?? '')
              yield isSafe && !memberOf(tool.node, 'approval_mode')
                ? { ...report, edits: [{ ...key, text: 'approval_mode' }] }
                : report
            }
    },
  },
  {
    id: 'unknown-key',
    title: 'Misspelled server key',
    about: 'Codex ignores keys that it does not know, so the list or mode has no effect.',
    fix: 'Correct the spelling.',
    bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabledTools = ["delete_file"]\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    *find({ servers }) {
      for (const { node } of servers)
        for (const { name, key } of node.members ?? []) {
          if (POLICY_KEYS.includes(name)) continue
          const meant = meantKey(name)
          if (meant) yield { what: `${name} is not read; ${meant} is`, at: key }
        }
    },
  },
  {
    id: 'wrong-table',
    title: 'Wrong table name',
    about: 'Codex reads servers from mcp_servers. It ignores mcpServers and other spellings without a warning.',
    fix: 'Write mcp_servers.',
    bad: '[mcpServers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    *find({ root }) {
      for (const { name, key } of root.members ?? [])
        if (name !== 'mcp_servers' && /^mcp[-_]?servers?$/i.test(name))
          yield { what: `${name} is not read; mcp_servers is`, at: key }
    },
  },
  {
    id: 'pattern',
    title: 'Patterns do not work here',
    about: 'Tool lists need exact names. An entry with * matches no tool.',
    fix: 'List each tool.',
    bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_*"]\n',
    good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    *find({ servers }) {
      for (const { node } of servers)
        for (const name of LISTS)
          for (const { text, node: own } of textsOf(at(node, name)))
            if (text.includes('*')) yield { what: `${text} in ${name} matches no tool`, at: own }
    },
  },
  {
    id: 'retired-policy',
    title: 'Approval policy no longer supported',
    about: 'Codex 0.169.0 does not start with approval_policy = "untrusted".',
    fix: 'Remove the line, or write on-request.',
    bad: 'approval_policy = "untrusted"\n[mcp_servers.github]\ncommand = "github-mcp"\n',
    good: 'approval_policy = "on-request"\n[mcp_servers.github]\ncommand = "github-mcp"\n',
    *find({ root }) {
      const policies = [root, ...(at(root, 'profiles')?.members ?? []).map(({ node }) => node)]
      for (const node of policies) {
        const policy = at(node, 'approval_policy')
        if (textOf(policy) === 'untrusted')
          yield { what: 'Codex does not start with approval_policy "untrusted"', at: policy }
      }
    },
  },
  {
    id: 'open-prompt',
    title: 'Prompts are skipped',
    about:
      'With sandbox_mode "danger-full-access" and no approvals, as always in codex exec, tools in prompt mode run without asking. Only enabled_tools and disabled_tools still apply.',
    fix: 'Use another sandbox mode, or disable the tool.',
    bad: 'sandbox_mode = "danger-full-access"\n[mcp_servers.github]\ncommand = "github-mcp"\ndefault_tools_approval_mode = "prompt"\n',
    good: 'sandbox_mode = "workspace-write"\n[mcp_servers.github]\ncommand = "github-mcp"\ndefault_tools_approval_mode = "prompt"\n',
    *find({ root, servers }) {
      const sandbox = at(root, 'sandbox_mode')
      if (textOf(sandbox) !== 'danger-full-access') return
      const asks = servers.find(({ node }) =>
        [
          at(node, 'default_tools_approval_mode'),
          ...(at(node, 'tools')?.members ?? []).map((tool) => at(tool.node, 'approval_mode')),
        ].some((mode) => textOf(mode) === 'prompt'),
      )
      if (asks) yield { what: `tools of ${asks.name} in mode prompt run without asking in codex exec`, at: sandbox }
    },
  },
  unknownToolRule(
    {
      bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_fil"]\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '[mcp_servers.tracker]\ncommand = "tracker-mcp"\ndisabled_tools = ["delete_file"]\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    },
    mentions,
  ),
]

function* mentions({ servers }: CodexConfig): Generator<Mention> {
  for (const { name, node } of servers) {
    for (const { text, node: own } of textsOf(at(node, 'enabled_tools')))
      if (!text.includes('*')) yield { server: name, tool: text, at: own }
    for (const { text, node: own } of textsOf(at(node, 'disabled_tools')))
      if (!text.includes('*'))
        yield { server: name, tool: text, at: own, rename: (other) => ({ ...own, text: JSON.stringify(other) }) }
    for (const tool of at(node, 'tools')?.members ?? []) yield { server: name, tool: tool.name, at: tool.key }
  }
}

/** The key about tools that a misspelt one means: the same letters in another spelling, or one near it. */
function meantKey(name: string): string | undefined {
  const plain = name.replace(/[-_]/g, '').toLowerCase()
  const same = POLICY_KEYS.find((key) => key.replaceAll('_', '') === plain)
  if (same) return same
  if (/^(?:allow(?:ed)?|includ(?:ed?|es))tools?$/.test(plain)) return 'enabled_tools'
  if (/^(?:den(?:y|ied)|block(?:ed)?|exclud(?:ed?|es))tools?$/.test(plain)) return 'disabled_tools'
  return name.length > 8 ? nearest3(name) : undefined
}
const nearest3 = (name: string) => {
  const near = nearest(name, POLICY_KEYS)
  return near && Math.abs(near.length - name.length) < 3 && near.slice(0, 4) === name.slice(0, 4) ? near : undefined
}

/** The configuration of Codex. Source: openai/codex, codex-rs/config/src/mcp_types.rs, read 2026-11-20; tried with 0.169.0. */
export const codexLinter = defineLinter<CodexConfig>({
  target: 'codex',
  ...recogniser,
  read: ({ toml }) => (toml.problems.length > 0 ? { problems: asReports(toml.problems) } : read(toml.root)),
  unreadable,
  rules,
  merge: mergeCodexFiles,
})
