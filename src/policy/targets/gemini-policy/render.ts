import { stringify } from 'smol-toml'
import type { Condition } from '../../../schema/rule.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { conditionReason } from '../../core/lower-conditions.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { argsPattern } from './args-pattern.ts'
import { geminiServer } from './server-name.ts'

/** Of a rule about one tool, and of the one about all others. Other files of the reader's are read together with this one. */
export const PRIORITY = 500
/** Of the denial of all calls of a tool whose arguments are not as its rule wants them. */
export const OTHERWISE_PRIORITY = 400
export const DEFAULT_PRIORITY = 100

const reasons = (conditions: readonly Condition[]) => [...new Set(conditions.map(conditionReason))].join(' ')

/**
 * Rules of the policy engine. `toolName` is always written: its loader drops a whole file that holds one rule without it. A
 * denial without a pattern for arguments also takes the tool out of the model's list.
 */
export function renderGeminiPolicy(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const mcpName = geminiServer(serverKey)
  const rule = rules.flatMap(({ rule: { tool, reason }, effect, conditions }): Record<string, unknown>[] => {
    if (conditions.length > 0)
      return [
        { mcpName, toolName: tool, argsPattern: argsPattern(conditions), decision: 'allow', priority: PRIORITY },
        // Else the mode yolo lets pass what no rule matches.
        { mcpName, toolName: tool, decision: 'deny', priority: OTHERWISE_PRIORITY, denyMessage: reasons(conditions) },
      ]
    const decision = effect === 'hide' ? 'deny' : effect === 'ask' ? 'ask_user' : 'allow'
    const message = effect === 'hide' ? { denyMessage: reason } : {}
    return [{ mcpName, toolName: tool, decision, priority: PRIORITY, ...message }]
  })
  if (defaultEffect === 'deny')
    rule.push({
      mcpName,
      toolName: '*',
      decision: 'deny',
      priority: DEFAULT_PRIORITY,
      denyMessage: 'This tool is not listed.',
    })
  return rule.length > 0 ? `${escapeUnseen(stringify({ rule }), 'toml')}\n` : '# No tool can be named here.\n'
}
