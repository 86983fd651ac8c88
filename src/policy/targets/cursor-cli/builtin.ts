import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

/** A token as Cursor CLI writes it: the first word of a command, a glob of files, or a domain. It has no list that asks. */
function tokenOf({ tool, of, effect }: BuiltinRule): BuiltinPart<string> {
  if (effect === 'ask') return { unsaid: 'Cursor CLI asks by itself where no entry allows; it has no list that asks.' }
  if (tool === 'shell') return { says: `Shell(${of})` }
  if (tool === 'fetch') return { says: 'WebFetch(*)' }
  return of?.startsWith('~')
    ? {
        unsaid: 'An entry takes an absolute path: deny Read() with the path of your own .ssh folder and /** behind it.',
      }
    : { says: `Read(${of}*)` }
}

/** Rules for the tools of Cursor CLI itself. */
export const cursorCliBuiltin: BuiltinPolicy = {
  file: '.cursor/cli.json',
  language: 'json',
  source: 'cursor.com/docs/cli/reference/permissions, read 2026-11-21; not run',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, tokenOf)
    return { text: `${JSON.stringify({ permissions: { allow: [], deny: said } }, null, 2)}\n`, unsaid }
  },
}
