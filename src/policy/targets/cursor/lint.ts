import { z } from 'zod'
import { duplicateKeys } from '../../core/duplicate-keys.ts'
import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/linter.ts'
import { readJson } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'

/** Cursor's permissions.json. Source: cursor.com/docs, read 2026-11-20. */
function findings(text: string, known: KnownTools): LintFinding[] {
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

/** Reads files that people already have. */
export const cursorLinter: Linter = {
  recognise(file) {
    return /permissions\.json$/.test(file) ? 'name' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The file cannot be read',
      about: 'It is no JSON, so Cursor takes none of it.',
      fix: 'Correct what is named.',
      bad: '{"mcpAllowlist": [',
      good: '{"mcpAllowlist": []}',
    },
    {
      id: 'unknown-key',
      title: 'A list that Cursor does not have',
      about:
        'The file has a list of what passes, and none of what is refused; any other key is ignored without a word.',
      fix: "Remove it, and switch the tool off in Cursor's settings.",
      bad: '{"mcpAllowlist": [], "mcpDenylist": ["github:delete_file"]}',
      good: '{"mcpAllowlist": ["github:get_me"]}',
    },
    {
      id: 'no-match',
      title: 'An entry that matches nothing',
      about: 'An entry must be server:tool, with a text on both sides; anything else is dropped without a word.',
      fix: 'Write server:tool.',
      bad: '{"mcpAllowlist": ["github/get_me"]}',
      good: '{"mcpAllowlist": ["github:get_me"]}',
    },
    {
      id: 'unknown-tool',
      title: 'A tool that the server does not have',
      about:
        'The catalogue knows a server of this name, and it lists no such tool, so the entry counts for nothing until it does.',
      fix: 'Take the name that is meant.',
      bad: '{"mcpAllowlist": ["github:get_mee"]}',
      good: '{"mcpAllowlist": ["github:get_me"]}',
    },
    {
      id: 'duplicate-key',
      title: 'A list that is there twice',
      about: 'Of two lists with one name the last one counts, so the entries of the first are lost without a word.',
      fix: 'Make one list of both.',
      bad: '{"mcpAllowlist": ["github:get_me"], "mcpAllowlist": ["github:create_issue"]}',
      good: '{"mcpAllowlist": ["github:get_me", "github:create_issue"]}',
    },
  ],
}
