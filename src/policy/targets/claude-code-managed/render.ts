import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { permissionLists } from '../claude-code/permissions.ts'

/** Permission rules beside which the rules of people and projects do not count. */
export function renderManaged(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const document = { allowManagedPermissionRulesOnly: true, permissions: permissionLists(rules, serverKey) }
  return escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
}
