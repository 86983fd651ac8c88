import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** A toolset: a tool is offered or not, and nobody is asked. */
export function renderAnthropic(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const offered = defaultEffect === 'allow'
  const configs = Object.fromEntries(
    rules.flatMap(({ rule, effect }) => {
      const enabled = effect === 'allow'
      return enabled === offered ? [] : [[rule.tool, { enabled }]]
    }),
  )
  const entry = { type: 'mcp_toolset', mcp_server_name: serverKey, default_config: { enabled: offered }, configs }
  return escapeUnseen(`${JSON.stringify(entry, null, 2)}\n`, 'json')
}
