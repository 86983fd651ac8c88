import { settle } from '../../core/lower-rule.ts'
import { HEADERS, refuseHeaderName } from '../../core/mcp-headers.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

/**
 * NGINX in front of a server that speaks MCP of 2026-07-28: each call names its method and its tool in the headers
 * `Mcp-Method` and `Mcp-Name`, and the server must refuse a call whose headers and body differ. Names in the Base64 form
 * of the headers, and requests without the headers, are refused, or they would pass around the rules.
 * Names stand in patterns, because a map compares plain strings without regard to case and has no room for long ones.
 * Source: modelcontextprotocol.io/specification/2026-07-28, Streamable HTTP; nginx.org, ngx_http_map_module.
 */
export const nginx: Format = {
  id: 'nginx',
  label: 'NGINX by headers',
  language: 'nginx',
  minimumVersion: 'MCP 2026-07-28 on both sides',
  about: 'Any reverse proxy can rule by the headers of the newest protocol; this is NGINX.',
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.mcp.conf`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest, refuseHeaderName)
    const can = { ask: false, hide: false, limits: false, conditions: false }
    const { settled, losses } = settle(rules, can, 'NGINX')
    const refused = rest === 'deny' ? 1 : 0
    const variable = `$mcp_refused_${serverKey.replace(/[^A-Za-z0-9]/g, '_')}`
    const named = settled.flatMap(({ rule: { tool }, effect }) => {
      const blocked = effect === 'allow' ? 0 : 1
      return blocked === refused ? [] : [`  "~^tools/call\\|${tool.replaceAll('.', '\\.')}$" ${blocked};`]
    })
    const lines = [
      '# In the http block:',
      `map "$http_mcp_method|$http_mcp_name" ${variable} {`,
      '  default 0;',
      '  # No header names the method: an older client, or one that hides what it calls.',
      '  "~^\\|" 1;',
      '  # A call without a name, or with one in Base64.',
      '  "~^tools/call\\|(=\\?|$)" 1;',
      ...named,
      ...(rest === 'deny' ? ['  # A tool that is not named above.', '  "~^tools/call\\|" 1;'] : []),
      '}',
      '',
      LOCATION,
      `if (${variable}) {`,
      '  return 403;',
      '}',
    ]
    return {
      format: 'nginx',
      serverKey,
      file: nginx.fileName(serverKey),
      language: 'nginx',
      text: `${lines.join('\n')}\n`,
      losses: [...unnamed, ...losses, HEADERS],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}

/** Above it goes into the http block, below it into the location. */
export const LOCATION = '# In the location of the server:'
