import { at, type DocumentNode, textOf } from '../../core/document.ts'
import { jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { recogniser, setsOf } from './recognise.ts'

/** One entry of a toolset: the default, or a tool. */
interface Config {
  name: string | undefined
  node: DocumentNode
}
interface Toolsets {
  root: DocumentNode
  sets: { server: string | undefined; node: DocumentNode; configs: Config[] }[]
}

const POLICIES = ['always_allow', 'always_ask', 'auto']
const set = (members: string) => `{"type": "mcp_toolset", "mcp_server_name": "github", ${members}}`
const ALLOW = '"permission_policy": {"type": "always_allow"}'
const ASK = '"permission_policy": {"type": "always_ask"}'

function read(source: PolicyText): Toolsets | { problems: readonly Report[] } {
  const found = jsonRoot(source, 'strict', 'The API')
  if ('problems' in found) return found
  const problems: Report[] = []
  const sets = setsOf(source).map((node) => {
    const [list, usual] = [at(node, 'configs'), at(node, 'default_config')]
    if (list && !list.items) problems.push({ what: 'configs is not a list of tools', at: list })
    const configs: Config[] = [
      ...(usual ? [{ name: undefined, node: usual }] : []),
      ...(list?.items ?? []).map((item) => ({ name: textOf(at(item, 'name')), node: item })),
    ]
    for (const { node: config } of configs) {
      const policy = at(config, 'permission_policy')
      const type = at(policy, 'type')
      if (policy?.members && !POLICIES.some((one) => one === type?.value))
        problems.push({
          what: `${JSON.stringify(type?.value ?? 'nothing')} is not one of ${POLICIES.join(', ')}`,
          at: type ?? policy,
        })
    }
    return { server: textOf(at(node, 'mcp_server_name')), node, configs }
  })
  return problems.length > 0 ? { problems } : { root: found.root, sets }
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'The API rejects the toolset',
  about:
    "The text is not valid JSON, configs is a map as in the Messages API, or a policy's type is not always_allow, always_ask or auto. No type denies.",
  fix: 'Correct the reported line. To deny a tool, write "enabled": false.',
  bad: set('"configs": [{"name": "delete_file", "permission_policy": {"type": "always_deny"}}]'),
  good: set('"configs": [{"name": "delete_file", "enabled": false}]'),
}

const KEYS = ['enabled', 'permission_policy']
const rules: LintRule<Toolsets>[] = [
  {
    id: 'unknown-key',
    title: 'Unknown key',
    about: 'An entry has name, enabled and permission_policy. It cannot check arguments.',
    fix: 'Use one of these names.',
    bad: set('"configs": [{"name": "delete_file", "disabled": true}]'),
    good: set('"configs": [{"name": "delete_file", "enabled": false}]'),
    *find({ sets }) {
      for (const { configs } of sets)
        for (const { name: tool, node } of configs)
          for (const { name, key } of node.members ?? [])
            if (!KEYS.includes(name) && !(tool !== undefined && name === 'name'))
              yield { what: `${name} of ${tool ?? 'default_config'} is not read`, at: key }
    },
  },
  {
    id: 'allow-all',
    title: 'Default allows all tools',
    about:
      "A toolset's default applies to every tool without an entry, including tools that the server adds later. The API asks by default, so new tools need approval.",
    fix: 'Ask by default, and allow selected tools.',
    bad: set(`"default_config": {${ALLOW}}`),
    good: set(`"default_config": {${ASK}}, "configs": [{"name": "get_me", ${ALLOW}}]`),
    *find({ sets }) {
      for (const { node } of sets) {
        const usual = at(node, 'default_config')
        const type = at(usual, 'permission_policy', 'type')
        if (type?.value === 'always_allow' && at(usual, 'enabled')?.value !== false)
          yield { what: 'every tool without an entry is allowed', at: type }
      }
    },
  },
  {
    id: 'policy-without-effect',
    title: 'Policy for a tool that is off',
    about: 'A policy applies to enabled tools only. For a disabled tool it has no effect.',
    fix: 'Remove the policy, or enable the tool.',
    bad: set(`"configs": [{"name": "delete_file", "enabled": false, ${ASK}}]`),
    good: set('"configs": [{"name": "delete_file", "enabled": false}]'),
    *find({ sets }) {
      for (const { node, configs } of sets) {
        const usual = at(node, 'default_config', 'enabled')?.value ?? true
        for (const { name, node: config } of configs) {
          const policy = at(config, 'permission_policy')
          const isOn = at(config, 'enabled')?.value ?? usual
          if (name !== undefined && policy?.members && isOn === false)
            yield { what: `${name} is not enabled`, at: policy }
        }
      }
    },
  },
  {
    id: 'duplicate-entry',
    title: 'Duplicate tool',
    about: 'Each tool has one entry. The documentation does not say which of two applies.',
    fix: 'Merge the two entries.',
    bad: set(`"configs": [{"name": "get_me", ${ALLOW}}, {"name": "get_me", "enabled": false}]`),
    good: set('"configs": [{"name": "get_me", "enabled": false}]'),
    *find({ sets }) {
      for (const { configs } of sets) {
        const seen = new Set<string>()
        for (const { name, node } of configs) {
          if (name !== undefined && seen.has(name))
            yield { what: `${name} appears twice`, at: at(node, 'name') ?? node }
          if (name !== undefined) seen.add(name)
        }
      }
    },
  },
  {
    id: 'no-server',
    title: 'Toolset for an unknown server',
    about: "mcp_server_name must be the name of an entry in the agent's mcp_servers. The API rejects any other name.",
    fix: 'Use a name from mcp_servers.',
    bad: `{"name": "a", "mcp_servers": [{"type": "url", "name": "github", "url": "https://example.com/mcp"}], "tools": [{"type": "mcp_toolset", "mcp_server_name": "git-hub", "default_config": {${ASK}}}]}`,
    good: `{"name": "a", "mcp_servers": [{"type": "url", "name": "github", "url": "https://example.com/mcp"}], "tools": [${set(`"default_config": {${ASK}}`)}]}`,
    *find({ root, sets }) {
      const servers = at(root, 'mcp_servers')?.items
      if (!servers) return
      const names = new Set(servers.map((server) => textOf(at(server, 'name'))))
      for (const { server, node } of sets)
        if (server !== undefined && !names.has(server))
          yield { what: `mcp_servers has no ${server}`, at: at(node, 'mcp_server_name') }
    },
  },
  unknownToolRule(
    {
      bad: set(`"configs": [{"name": "delete_fil", ${ASK}}]`),
      good: set(`"configs": [{"name": "delete_file", ${ASK}}]`),
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: `{"type": "mcp_toolset", "mcp_server_name": "tracker", "configs": [{"name": "pay", ${ASK}}]}`,
      good: set(`"configs": [{"name": "delete_file", ${ASK}}]`),
    },
    mentions,
  ),
]

function* mentions({ sets }: Toolsets): Generator<Mention> {
  for (const { server, configs } of sets)
    for (const { name, node } of configs) {
      const place = at(node, 'name')
      if (server === undefined || name === undefined || !place) continue
      const mention = { server, tool: name, at: place }
      if (at(node, 'permission_policy', 'type')?.value === 'always_allow') yield mention
      else yield { ...mention, rename: (other) => ({ ...place, text: JSON.stringify(other) }) }
    }
}

/**
 * Toolsets of agents that Anthropic runs, alone or in a request. Source: @anthropic-ai/sdk 1.11.0,
 * BetaManagedAgentsMCPToolsetParams, and platform.claude.com/docs/en/managed-agents/permission-policies, read 2026-11-21.
 */
export const managedAgentsLinter = defineLinter<Toolsets>({
  target: 'claude-managed-agents',
  ...recogniser,
  read,
  unreadable,
  rules,
})
