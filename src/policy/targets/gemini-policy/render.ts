import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { geminiServer } from './server-name.ts'

/**
 * Rules of the policy engine. `toolName` is always written: its loader drops a whole file that holds one rule without it. A
 * denial without a pattern for arguments also takes the tool out of the model's list.
 */
export function renderGeminiPolicy(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const mcpName = geminiServer(serverKey)
  const rule = rules.map(({ rule: { tool, reason }, effect }) => ({
    mcpName,
    toolName: tool,
    decision: effect === 'hide' ? 'deny' : effect === 'ask' ? 'ask_user' : 'allow',
    priority: 500,
    ...(effect === 'hide' ? { denyMessage: reason } : {}),
  }))
  if (defaultEffect === 'deny')
    rule.push({ mcpName, toolName: '*', decision: 'deny', priority: 100, denyMessage: 'No rule names this tool.' })
  return rule.length > 0 ? `${escapeUnseen(stringify({ rule }), 'toml')}\n` : '# No tool can be named here.\n'
}
