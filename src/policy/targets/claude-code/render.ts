import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { permissionLists } from './permissions.ts'

/**
 * Permission rules: deny before ask before allow, tools as `mcp__<server>__<tool>`. A deny of a bare tool also takes it out of
 * the model's context. Rules with parentheses are skipped when they name an MCP tool in a settings file, so arguments are
 * never written.
 */
export function renderClaudeCode(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const document = {
    $schema: 'https://json.schemastore.org/claude-code-settings.json',
    permissions: permissionLists(rules, serverKey),
  }
  return escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
}
