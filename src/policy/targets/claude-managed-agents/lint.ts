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
  title: 'The API refuses the toolset',
  about:
    'The text is not JSON, configs is a map as in the Messages API, or a policy has another type than always_allow, always_ask and auto. There is no type that denies.',
  fix: 'Correct the place that is named. Write "enabled": false for a tool that is denied.',
  bad: set('"configs": [{"name": "delete_file", "permission_policy": {"type": "always_deny"}}]'),
  good: set('"configs": [{"name": "delete_file", "enabled": false}]'),
}

const KEYS = ['enabled', 'permission_policy']
const rules: LintRule<Toolsets>[] = [
  {
    id: 'unknown-key',
    title: 'A key that an entry does not have',
    about: 'An entry has a name, enabled and permission_policy. It cannot look at arguments.',
    fix: 'Use the key that you mean.',
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
    title: 'A default that lets everything pass',
    about:
      'The default of a toolset counts for every tool without an entry, also for tools that the server adds later. The API asks by default, so that new tools do not run unasked.',
    fix: 'Ask by default, and allow the tools that you mean.',
    bad: set(`"default_config": {${ALLOW}}`),
    good: set(`"default_config": {${ASK}}, "configs": [{"name": "get_me", ${ALLOW}}]`),
    *find({ sets }) {
      for (const { node } of sets) {
        const usual = at(node, 'default_config')
        const type = at(usual, 'permission_policy', 'type')
        if (type?.value === 'always_allow' && at(usual, 'enabled')?.value !== false)
          yield { what: 'every tool without an entry passes', at: type }
      }
    },
  },
  {
    id: 'policy-without-effect',
    title: 'A policy of a tool that is off',
    about: 'A policy counts for tools that are enabled. One of a tool that is not enabled has no effect.',
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
    title: 'A tool that is there twice',
    about: 'A tool has one entry. Which one of two counts is not documented.',
    fix: 'Put both into one entry.',
    bad: set(`"configs": [{"name": "get_me", ${ALLOW}}, {"name": "get_me", "enabled": false}]`),
    good: set('"configs": [{"name": "get_me", "enabled": false}]'),
    *find({ sets }) {
      for (const { configs } of sets) {
        const seen = new Set<string>()
        for (const { name, node } of configs) {
          if (name !== undefined && seen.has(name))
            yield { what: `${name} is there twice`, at: at(node, 'name') ?? node }
          if (name !== undefined) seen.add(name)
        }
      }
    },
  },
  {
    id: 'no-server',
    title: 'A toolset of a server that the agent does not have',
    about: 'mcp_server_name is the name of an entry of mcp_servers of the same agent. The API refuses another one.',
    fix: 'Use the name that mcp_servers has.',
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
