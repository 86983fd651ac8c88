import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

const TOOLS = { shell: 'Bash', edit: 'Edit', read: 'Read', fetch: 'WebFetch' } as const

/**
 * A rule as Claude Code writes it. `Edit` with a path covers every tool that changes files; without one it is the tool of that
 * name alone, and Write then passes in bypassPermissions (tried in 2.1.329). A path is in gitignore's style: `//` is the root,
 * `./` the folder that the client works in, `~/` the home folder. A rule for Read also covers commands such as cat.
 */
function ruleOf({ tool, of, effect }: BuiltinRule): BuiltinPart<{ effect: BuiltinRule['effect']; rule: string }> {
  return { says: { effect, rule: `${TOOLS[tool]}${matcherOf(tool, of)}` } }
}

function matcherOf(tool: BuiltinRule['tool'], of: string | undefined): string {
  if (of === undefined) return tool === 'edit' ? '(//**)' : ''
  if (tool === 'shell') return `(${of} *)`
  return of.startsWith('~') ? `(${of}**)` : `(./${of})`
}

/** Rules for the tools of Claude Code itself, in a settings file. */
export const claudeBuiltin: BuiltinPolicy = {
  file: '.claude/settings.json',
  language: 'json',
  source: 'code.claude.com/docs/en/permissions, read 2026-11-21; tried in Claude Code 2.1.329',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, ruleOf)
    const listed = (wanted: BuiltinRule['effect']) =>
      said.flatMap(({ effect, rule }) => (effect === wanted ? [rule] : []))
    return {
      text: `${JSON.stringify({ permissions: { deny: listed('deny'), ask: listed('ask') } }, null, 2)}\n`,
      unsaid,
    }
  },
}
