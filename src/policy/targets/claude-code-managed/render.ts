import { escapeUnseen } from '../../core/escape.ts'
import type { Format } from '../../core/target.ts'
import { permissions } from '../claude-code/render.ts'

/**
 * The managed settings of Claude Code, which an administrator lays on a machine: with `allowManagedPermissionRulesOnly`
 * the rules of people and projects do not count.
 * Source: code.claude.com/docs/en/settings, managed settings, read 2026-11-20.
 */
export const claudeCodeManaged: Format = {
  id: 'claude-code-managed',
  label: 'Claude Code, managed',
  language: 'json',
  minimumVersion: 'Claude Code with managed permission rules',
  about: 'For a whole company: what people and projects write for themselves does not count beside it.',
  fileName: () => 'managed-settings.json',
  render(all, { rest, serverKey }) {
    const { settled, losses, effects } = permissions(all, rest, serverKey)
    const document = { allowManagedPermissionRulesOnly: true, permissions: settled }
    return {
      format: 'claude-code-managed',
      serverKey,
      file: claudeCodeManaged.fileName(serverKey),
      language: 'json',
      text: escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json'),
      losses,
      effects,
      rest: 'allow',
    }
  },
}
