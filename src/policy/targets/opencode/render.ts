import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { SnippetEffect } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'
import { permissionKey, plain } from './permission-key.ts'

const ACTIONS: Partial<Record<SnippetEffect, string>> = { allow: 'allow', ask: 'ask', hide: 'deny' }

/**
 * One object of permissions. The last key that matches decides, so the rule for the whole server comes first. Arguments are
 * never written: for MCP tools OpenCode takes patterns and matches none of them.
 */
export function renderOpencode(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const permission = Object.fromEntries([
    ...(defaultEffect === 'deny' ? [[`${plain(serverKey)}_*`, 'deny']] : []),
    ...rules.map(({ rule, effect }) => [permissionKey(serverKey, rule.tool), ACTIONS[effect]]),
  ])
  return escapeUnseen(
    `${JSON.stringify({ $schema: 'https://opencode.ai/config.json', permission }, null, 2)}\n`,
    'json',
  )
}
