import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** The tools of a server that are offered, in its own entry; an empty list offers none. */
export function renderCopilotMcpConfig(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const tools = rules.flatMap(({ rule, effect }) => (effect === 'hide' ? [] : [rule.tool]))
  return escapeUnseen(`${JSON.stringify({ mcpServers: { [serverKey]: { tools } } }, null, 2)}\n`, 'json')
}
