import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Limitation } from '../../core/snippet.ts'

const OWN = new Set(['write_file', 'replace', 'run_shell_command'])

/**
 * Gemini CLI without a person, in its default mode, leaves out its own editor and shell by their names, and with them the tools of
 * servers that have such a name, also where a rule allows them. Tried with 0.61.0 on 2026-11-21.
 */
export function namedLikeOwn(lowered: readonly LoweredRule[]): Limitation[] {
  const offered = lowered.filter(({ effect }) => effect !== 'deny' && effect !== 'hide')
  const same = offered.flatMap(({ rule: { tool } }) => (OWN.has(tool) ? [tool] : []))
  if (same.length === 0) return []
  const names = same.map((tool) => `“${tool}”`).join(' and ')
  return [
    {
      what: `Run without a person in its default mode, Gemini CLI does not offer a tool with the name ${names}, whatever a rule says, because one of its own has that name.`,
    },
  ]
}
