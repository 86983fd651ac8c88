import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

function flagOf({ tool, of, effect }: BuiltinRule): BuiltinPart<string> {
  if (effect === 'ask')
    return { unsaid: 'Copilot CLI asks before such calls while no flag allows them; it has no flag that asks.' }
  if (tool === 'shell') return { says: `--deny-tool 'shell(${of})'` }
  if (tool === 'fetch') return { says: '--excluded-tools web_fetch' }
  return {
    unsaid: of?.startsWith('~')
      ? 'Copilot CLI asks before it reads outside the folder that it was started in, unless --allow-all-paths is given.'
      : 'Copilot CLI cannot deny reading one file of the project.',
  }
}

/** Flags for the tools of Copilot CLI itself. */
export const copilotBuiltin: BuiltinPolicy = {
  file: 'copilot-builtin.sh',
  language: 'shell',
  source: 'docs.github.com, “Allowing tools”, read 2026-11-21; tried in Copilot CLI 1.0.102',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, flagOf)
    return { text: `${['copilot', ...said.map((flag) => `  ${flag}`)].join(' \\\n')}\n`, unsaid }
  },
}
