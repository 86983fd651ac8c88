import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

const UNSAID: Record<Exclude<BuiltinRule['tool'], 'shell'>, string> = {
  edit: 'Codex has no rule for edits. sandbox_mode = "read-only" in config.toml makes it ask before each change.',
  read: 'Codex has no rule for reading. Its sandbox limits writing and network access: every file that you can read, Codex can read.',
  fetch: 'Codex has no tool that fetches pages. Its sandbox gives commands no network access unless you allow it.',
}

/** A rule of the execution policy: its words are matched one by one from the start of a command. */
function ruleOf({ tool, of = '', effect, what }: BuiltinRule): BuiltinPart<string> {
  if (tool !== 'shell') return { unsaid: UNSAID[tool] }
  const decision = effect === 'deny' ? 'forbidden' : 'prompt'
  const pattern = of.split(' ').map((word) => JSON.stringify(word))
  return {
    says: `prefix_rule(\n    pattern = [${pattern.join(', ')}],\n    decision = "${decision}",\n    justification = ${JSON.stringify(what)},\n)\n`,
  }
}

/** Rules for shell commands of Codex, which hold under every flag. */
export const codexBuiltin: BuiltinPolicy = {
  file: '~/.codex/rules/default.rules',
  language: 'text',
  source: 'openai/codex, codex-rs/execpolicy, read 2026-11-21; tried in Codex 0.169.0',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, ruleOf)
    return { text: said.join('\n'), unsaid }
  },
}
