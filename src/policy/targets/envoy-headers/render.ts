import { settle } from '../../core/lower-rule.ts'
import { HEADERS, refuseHeaderName } from '../../core/mcp-headers.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { Format } from '../../core/target.ts'

const header = (name: string, match: Record<string, unknown>) => ({ header: { name, ...match } })
const named = (tool: string) => header('mcp-name', { string_match: { exact: tool } })
const all = (...rules: unknown[]) => ({ and_rules: { rules } })
const any = (...rules: unknown[]) => ({ or_rules: { rules } })
const CALL = header('mcp-method', { string_match: { exact: 'tools/call' } })
const policy = (permission: unknown) => ({ permissions: [permission], principals: [{ any: true }] })

/**
 * The RBAC filter of Envoy in front of a server that speaks MCP of 2026-07-28; what one of its policies matches is denied.
 * Names in the Base64 form of the headers, and requests without the headers, are refused as in {@link nginx}.
 * Source: envoyproxy.io, api-v3 config.rbac.v3 and config.route.v3.HeaderMatcher; modelcontextprotocol.io, 2026-07-28,
 * Streamable HTTP; read 2026-11-21.
 */
export const envoyHeaders: Format = {
  id: 'envoy-headers',
  label: 'Envoy by headers',
  language: 'yaml',
  minimumVersion: 'Envoy 1.20, and MCP 2026-07-28 on both sides',
  about: 'Envoy itself, or whatever is built on it, ruling by the headers of the newest protocol.',
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.rbac.yaml`,
  render(rulesOfAll, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(rulesOfAll, rest, refuseHeaderName)
    const can = { ask: false, hide: false, limits: false, conditions: false }
    const { settled, losses } = settle(rules, can, 'Envoy')
    const listed = settled.flatMap(({ rule: { tool }, effect }) =>
      (effect === 'allow') === (rest === 'deny') ? [named(tool)] : [],
    )
    const unlisted = listed.length > 0 ? all(CALL, { not_rule: any(...listed) }) : CALL
    const calls = rest === 'deny' ? unlisted : listed.length > 0 ? all(CALL, any(...listed)) : undefined
    const policies = {
      'no method': policy({ not_rule: header('mcp-method', { present_match: true }) }),
      'no plain name': policy(
        all(
          CALL,
          any(
            { not_rule: header('mcp-name', { present_match: true }) },
            header('mcp-name', { string_match: { exact: '' } }),
            header('mcp-name', { string_match: { prefix: '=?' } }),
          ),
        ),
      ),
      ...(calls ? { tools: policy(calls) } : {}),
    }
    const document = {
      name: 'envoy.filters.http.rbac',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC',
        rules: { action: 'DENY', policies },
      },
    }
    return {
      format: 'envoy-headers',
      serverKey,
      file: envoyHeaders.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses, HEADERS],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}
