import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'

/** The setting that this target writes. */
export const ELIGIBLE = 'chat.tools.eligibleForAutoApproval'

/** The name by which VS Code looks a tool up; the server is no part of it. */
export const referenceName = (tool: string): string => tool.replaceAll('.', '_')

/** `false` for every tool that always needs approval; `true` would say nothing. */
export function renderVscode(rules: readonly LoweredRule[]): string {
  const tools = Object.fromEntries(rules.map(({ rule }) => [referenceName(rule.tool), false]))
  return escapeUnseen(`${JSON.stringify({ [ELIGIBLE]: tools }, null, 2)}\n`, 'json')
}
