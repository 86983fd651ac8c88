import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { geminiServer } from './server-name.ts'

/** Of a rule about one tool, and of the one about all others. Other files of the reader's are read together with this one. */
export const PRIORITY = 500
export const DEFAULT_PRIORITY = 100

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
    priority: PRIORITY,
    ...(effect === 'hide' ? { denyMessage: reason } : {}),
  }))
  if (defaultEffect === 'deny')
    rule.push({
      mcpName,
      toolName: '*',
      decision: 'deny',
      priority: DEFAULT_PRIORITY,
      denyMessage: 'No rule names this tool.',
    })
  return rule.length > 0 ? `${escapeUnseen(stringify({ rule }), 'toml')}\n` : '# No tool can be named here.\n'
}
