import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * A map of calls: each names its method and its tool in the headers `Mcp-Method` and `Mcp-Name`, and the server must refuse a
 * call whose headers and body differ. Names in the Base64 form of the headers, and requests without the headers, are refused,
 * or they would pass around the rules.
 * Names stand in patterns, because a map compares plain strings without regard to case and has no room for long ones.
 */
export function renderNginx(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const refused = defaultEffect === 'deny' ? 1 : 0
  const variable = `$mcp_refused_${serverKey.replace(/[^A-Za-z0-9]/g, '_')}`
  const listed = rules.flatMap(({ rule: { tool }, effect }) => {
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
    ...listed,
    ...(defaultEffect === 'deny' ? ['  # A tool that is not named above.', '  "~^tools/call\\|" 1;'] : []),
    '}',
    '',
    LOCATION,
    `if (${variable}) {`,
    '  return 403;',
    '}',
  ]
  return `${lines.join('\n')}\n`
}

/** Above it goes into the http block, below it into the location. */
export const LOCATION = '# In the location of the server:'
