import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import type { Format } from '../../core/target.ts'

/**
 * An `mcp_toolset` in a request to Anthropic’s Messages API: a tool is offered or not, and nobody is asked.
 * Source: the types of the npm package @anthropic-ai/sdk, BetaMCPToolset, read 2026-11-20.
 */
export const anthropic: Format = {
  id: 'anthropic',
  label: 'Anthropic API',
  language: 'json',
  minimumVersion: 'the Messages API with mcp_toolset',
  about: 'An entry of `tools` in a request; it names a server of `mcp_servers` in the same request.',
  fileName: (serverKey) => `${serverKey}.anthropic.json`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest, refuseRecordName)
    const can = { ask: false, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'Anthropic’s API')
    const offered = rest === 'allow'
    const configs = Object.fromEntries(
      settled.flatMap(({ rule, effect }) => {
        const enabled = effect === 'allow'
        return enabled === offered ? [] : [[rule.tool, { enabled }]]
      }),
    )
    const entry = { type: 'mcp_toolset', mcp_server_name: serverKey, default_config: { enabled: offered }, configs }
    return {
      format: 'anthropic',
      serverKey,
      file: anthropic.fileName(serverKey),
      language: 'json',
      text: escapeUnseen(`${JSON.stringify(entry, null, 2)}\n`, 'json'),
      losses: [...unnamed, ...losses],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}
