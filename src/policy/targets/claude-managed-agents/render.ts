import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** The longest name of a tool that the API takes. */
export const MAX_TOOL_CHARS = 128

const policy = (type: 'always_allow' | 'always_ask') => ({ enabled: true, permission_policy: { type } })

/** A toolset: `configs` is a list here, and a map in the Messages API. What is not enabled is not offered. */
export function renderManagedAgents(
  rules: readonly LoweredRule[],
  { defaultEffect, serverKey }: RenderOptions,
): string {
  const entry = {
    type: 'mcp_toolset',
    mcp_server_name: serverKey,
    default_config: defaultEffect === 'deny' ? { enabled: false } : policy('always_ask'),
    configs: rules.map(({ rule, effect }) => ({
      name: rule.tool,
      ...(effect === 'hide' ? { enabled: false } : policy(effect === 'allow' ? 'always_allow' : 'always_ask')),
    })),
  }
  return escapeUnseen(`${JSON.stringify(entry, null, 2)}\n`, 'json')
}
