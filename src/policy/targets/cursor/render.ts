import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

/**
 * The list of tools that Cursor calls without asking: `server:tool` in `mcpAllowlist`. There is no list of denials.
 * Source: cursor.com/docs, permissions.json, read 2026-11-20.
 */
export const cursor: Format = {
  id: 'cursor',
  label: 'Cursor',
  language: 'json',
  minimumVersion: 'Cursor with permissions.json',
  about: 'The editor with an agent. A file in the project adds to the one in the home folder.',
  listsAllowed: true,
  fileName: () => '.cursor/permissions.json',
  render(all, { serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, 'ask')
    const can = { ask: true, hide: true, limits: false, conditions: false }
    const { settled, losses } = settle(rules, can, 'Cursor')
    const effects = new Map(
      settled.map(({ rule, effect }) => [rule.tool, effect === 'allow' ? ('allow' as const) : ('ask' as const)]),
    )
    const milder = settled.flatMap(({ rule, effect }) => (['deny', 'hide'].includes(effect) ? [rule.tool] : []))
    const mcpAllowlist = [...effects].flatMap(([tool, effect]) => (effect === 'allow' ? [`${serverKey}:${tool}`] : []))
    return {
      format: 'cursor',
      serverKey,
      file: cursor.fileName(serverKey),
      language: 'json',
      text: escapeUnseen(`${JSON.stringify({ mcpAllowlist }, null, 2)}\n`, 'json'),
      losses: [
        ...unnamed,
        ...losses,
        ...(milder.length > 0 ? [{ what: DENY, milder }] : []),
        {
          what: 'Cursor asks about every tool that is not on the list, whatever held before, and a list in this file replaces the one in its settings.',
        },
      ],
      effects,
      rest: 'ask',
    }
  },
}

const DENY =
  'Cursor’s file has no denials: a person is asked about these tools, and can let them pass. Switch such a tool off in Cursor’s settings.'
