import { stringify } from 'smol-toml'
import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

const TOOLS = {
  shell: 'run_shell_command',
  edit: ['write_file', 'replace'],
  read: 'read_file',
  fetch: 'web_fetch',
} as const

const OUTSIDE = 'Gemini CLI’s tools refuse paths outside the workspace without a rule. A shell command can read them.'
const SECRETS = 'Gemini CLI’s tools refuse .env files without a rule. A shell command can read them.'

function ruleOf({ tool, of, effect, what }: BuiltinRule): BuiltinPart<Record<string, unknown>> {
  if (tool === 'read' && of !== undefined) return { unsaid: of.startsWith('~') ? OUTSIDE : SECRETS }
  return {
    says: {
      toolName: TOOLS[tool],
      ...(of === undefined ? {} : { commandPrefix: of }),
      decision: effect === 'deny' ? 'deny' : 'ask_user',
      priority: 500,
      ...(effect === 'deny' ? { denyMessage: what } : {}),
    },
  }
}

/** Rules for the tools of Gemini CLI itself, which hold in every mode. */
export const geminiBuiltin: BuiltinPolicy = {
  file: '~/.gemini/policies/builtin.toml',
  language: 'toml',
  source:
    'google-gemini/gemini-cli 5411f113, docs/reference/policy-engine.md, read 2026-11-21; tried in Gemini CLI 0.61.0',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, ruleOf)
    return { text: `${stringify({ rule: said })}\n`, unsaid }
  },
}
