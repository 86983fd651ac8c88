import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** The key of a tool of a server, with both names as they are. */
export const zedKey = (serverKey: string, tool: string): string => `mcp:${serverKey}:${tool}`

const DEFAULTS: Partial<Record<LoweredRule['effect'], string>> = { allow: 'allow', ask: 'confirm', deny: 'deny' }

/**
 * One default a tool. The default of all tools is not written, because it would be one for every server; patterns are not,
 * because tools of servers are matched by name alone.
 */
export function renderZed(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const tools = Object.fromEntries(
    rules.map(({ rule, effect }) => [zedKey(serverKey, rule.tool), { default: DEFAULTS[effect] }]),
  )
  return escapeUnseen(`${JSON.stringify({ agent: { tool_permissions: { tools } } }, null, 2)}\n`, 'json')
}
