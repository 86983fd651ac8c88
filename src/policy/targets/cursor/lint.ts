import { z } from 'zod'
import { duplicateKeys } from '../../core/duplicate-keys.ts'
import { finder, type Linter } from '../../core/lint-finding.ts'
import { readJson } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'

/** Cursor's permissions.json. Source: cursor.com/docs, read 2026-11-20. */
export const lintCursor: Linter = (text, known) => {
  const find = finder('cursor', text)
  const { value, problems } = readJson(text, z.record(z.string(), z.unknown()))
  if (!value) return problems.map((what) => find('unreadable', what))
  const list = value['mcpAllowlist']
  return [
    ...duplicateKeys(find, text),
    ...Object.keys(value)
      .filter((key) => !['mcpAllowlist', 'terminalAllowlist'].includes(key))
      .map((key) => find('unknown-key', `${key} is not read`, key)),
    ...(Array.isArray(list) ? list : []).flatMap((entry) =>
      typeof entry === 'string' && /^[^:]+:.+$/s.test(entry)
        ? unknownTool(find, known, entry.split(':')[0] ?? '', entry.slice(entry.indexOf(':') + 1))
        : [find('no-match', `${JSON.stringify(entry)} is no server:tool`, String(entry))],
    ),
  ]
}
