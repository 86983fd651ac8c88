import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { codexServer } from './server-name.ts'

const HEAD = '# Add the command or url of your server to the first table.\n'

/**
 * The table of a server: `enabled_tools` lists all that is offered, `disabled_tools` is taken from it; `approval_mode` of a
 * tool is `approve` (no question) or `prompt`.
 */
export function renderCodex(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const hidden = rules.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
  const offered = rules.filter(({ effect }) => effect !== 'hide')
  const modes = offered.map(({ rule, effect }) => [
    rule.tool,
    { approval_mode: effect === 'ask' ? 'prompt' : 'approve' },
  ])
  const server: Record<string, unknown> = {
    ...(defaultEffect === 'deny' ? { enabled_tools: offered.map(({ rule }) => rule.tool) } : {}),
    ...(defaultEffect === 'allow' && hidden.length > 0 ? { disabled_tools: hidden } : {}),
    ...(offered.length > 0 ? { tools: Object.fromEntries(modes) } : {}),
  }
  return `${HEAD}${escapeUnseen(stringify({ mcp_servers: { [codexServer(serverKey)]: server } }), 'toml')}\n`
}
