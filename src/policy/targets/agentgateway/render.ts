import { celString } from '../../core/cel-text.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { Format } from '../../core/target.ts'

/**
 * Authorization of agentgateway in CEL. Only `require` is written: the schema itself warns that a `deny` whose expression
 * fails does not deny. The expression leaves prompts, resources and other targets alone.
 * Source: agentgateway/agentgateway, schema/config.json and schema/cel.json, read 2026-11-20.
 */
export const agentgateway: Format = {
  id: 'agentgateway',
  label: 'agentgateway',
  language: 'yaml',
  minimumVersion: 'agentgateway with mcpAuthorization',
  about: 'A proxy for agents of the Linux Foundation; the block goes into the policies of a route or backend.',
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.agentgateway.yaml`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'agentgateway’s authorization')
    const listed = settled.flatMap(({ rule: { tool }, effect }) =>
      (effect === 'allow') === (rest === 'deny') ? [celString(tool)] : [],
    )
    const among = `mcp.tool.name in [${listed.join(', ')}]`
    const other = `!has(mcp.tool) || mcp.tool == null || mcp.tool.target != ${celString(serverKey)}`
    const require = `${other} || ${rest === 'deny' ? among : `!(${among})`}`
    const document = { mcpAuthorization: { rules: [{ require }] } }
    return {
      format: 'agentgateway',
      serverKey,
      file: agentgateway.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}
