import { at, type DocumentNode, memberOf, textOf } from '../../core/document.ts'
import { jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { recogniser, setsOf } from './recognise.ts'

interface Toolsets {
  sets: DocumentNode[]
}

const KEYS = ['enabled', 'defer_loading']
const set = (members: string) => `{"type": "mcp_toolset", "mcp_server_name": "github", ${members}}`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'The API rejects the toolset',
  about: 'The text is not valid JSON.',
  fix: 'Correct the reported line.',
  bad: '{"type": "mcp_toolset", "mcp_server_name": "github",}',
  good: '{"type": "mcp_toolset", "mcp_server_name": "github"}',
}

const rules: LintRule<Toolsets>[] = [
  {
    id: 'unknown-key',
    title: 'Unknown key',
    about: "A tool's configuration has enabled and defer_loading. It cannot require approval or check arguments.",
    fix: 'Write enabled.',
    bad: set('"configs": {"delete_file": {"disabled": true}}'),
    good: set('"configs": {"delete_file": {"enabled": false}}'),
    *find({ sets }) {
      for (const node of sets) {
        const configs = [
          ...(at(node, 'configs')?.members ?? []),
          ...[memberOf(node, 'default_config')].flatMap((one) => one ?? []),
        ]
        for (const config of configs)
          for (const { name, key } of config.node.members ?? [])
            if (!KEYS.includes(name)) yield { what: `${name} of ${config.name} is not read`, at: key }
      }
    },
  },
  {
    id: 'no-effect',
    title: 'Entry repeats the default',
    about:
      "A tool's entry overrides the default. If it repeats the default, it has no effect. Often the default should be false.",
    fix: 'Set enabled in default_config to false, or remove the entry.',
    bad: set('"configs": {"get_me": {"enabled": true}}'),
    good: set('"default_config": {"enabled": false}, "configs": {"get_me": {"enabled": true}}'),
    *find({ sets }) {
      for (const node of sets) {
        const usual = at(node, 'default_config', 'enabled')?.value ?? true
        for (const { name, key, node: config } of at(node, 'configs')?.members ?? [])
          if (config.members?.length === 1 && at(config, 'enabled')?.value === usual)
            yield { what: `${name} is ${usual ? 'enabled' : 'disabled'} by default`, at: key }
      }
    },
  },
  unknownToolRule(
    {
      bad: set('"configs": {"delete_fil": {"enabled": false}}'),
      good: set('"configs": {"delete_file": {"enabled": false}}'),
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '{"type": "mcp_toolset", "mcp_server_name": "tracker", "configs": {"pay": {"enabled": false}}}',
      good: set('"configs": {"delete_file": {"enabled": false}}'),
    },
    mentions,
  ),
]

function* mentions({ sets }: Toolsets): Generator<Mention> {
  for (const node of sets)
    for (const { name, key, node: config } of at(node, 'configs')?.members ?? []) {
      const mention = { server: textOf(at(node, 'mcp_server_name')) ?? '', tool: name, at: key }
      const isOff = at(config, 'enabled')?.value === false
      yield isOff ? { ...mention, rename: (other) => ({ ...key, text: JSON.stringify(other) }) } : mention
    }
}

/** Toolsets of Anthropic's API, alone or in a request. Source: @anthropic-ai/sdk, BetaMCPToolset, read 2026-11-20. */
export const anthropicLinter = defineLinter<Toolsets>({
  target: 'anthropic',
  ...recogniser,
  read(source) {
    const found = jsonRoot(source, 'strict', 'The API')
    return 'problems' in found ? found : { sets: setsOf(source) }
  },
  unreadable,
  rules,
})
