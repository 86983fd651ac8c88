import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { codexServer, serverTable } from './server-name.ts'

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
  const text = escapeUnseen(stringify({ mcp_servers: { [codexServer(serverKey)]: server } }), 'toml')
  return `${transportComment(serverTable(serverKey), text)}\n${text}\n`
}

/** Where the command or url of the server goes; the text has a table of its own for the server only if it holds a list. */
const transportComment = (table: string, text: string) =>
  text.startsWith(`${table}\n`)
    ? `# Add the command or url of the server to ${table} below.`
    : `# Codex also needs ${table} with the command or url of the server.`
