import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** The tools that are called without asking, as `server:tool` in `mcpAllowlist`. There is no list of denials. */
export function renderCursor(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const mcpAllowlist = rules.flatMap(({ rule, effect }) => (effect === 'allow' ? [`${serverKey}:${rule.tool}`] : []))
  return escapeUnseen(`${JSON.stringify({ mcpAllowlist }, null, 2)}\n`, 'json')
}
