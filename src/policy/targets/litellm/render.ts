import { Document } from 'yaml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { NO_TOOL } from './no-tool.ts'
import { litellmServer } from './server-name.ts'

/** One list: of two, only the list of allowed tools would count. */
export function renderLitellm(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const listed = (refused: boolean) =>
    rules.flatMap(({ rule, effect }) => ((effect === 'hide') === refused ? [rule.tool] : []))
  const allowed = listed(false)
  const lists =
    defaultEffect === 'deny'
      ? { allowed_tools: allowed.length > 0 ? allowed : [NO_TOOL] }
      : { disallowed_tools: listed(true) }
  const document = new Document(new Map([['mcp_servers', new Map([[litellmServer(serverKey), lists]])]]))
  return escapeUnseen(document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), 'yaml')
}
