import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

interface Setting {
  name: string
  value: true | Record<string, false>
}

/** What a rule adds to the settings: a command or a file that always needs approval, or a network without a domain. */
function settingOf({ tool, of, effect }: BuiltinRule): BuiltinPart<Setting> {
  if (tool === 'fetch') return { says: { name: 'chat.agent.networkFilter', value: true } }
  if (tool === 'read')
    return {
      unsaid: of?.startsWith('~')
        ? 'VS Code has no setting that denies reading. chat.agent.sandbox.enabled keeps commands, which else can read everything, out of the home folder.'
        : 'VS Code has no setting that denies reading a file of the project.',
    }
  if (effect === 'deny')
    return { unsaid: 'VS Code has no setting that denies a command. It asks before rm unless a setting approves it.' }
  return tool === 'shell'
    ? { says: { name: 'chat.tools.terminal.autoApprove', value: { [of ?? '']: false } } }
    : { says: { name: 'chat.tools.edits.autoApprove', value: { '**/*': false } } }
}

/** Settings for the tools of VS Code itself. */
export const vscodeBuiltin: BuiltinPolicy = {
  file: '.vscode/settings.json',
  language: 'json',
  source:
    'microsoft/vscode-docs, docs/agents/approvals.md and docs/agents/review-code-edits.md at 16286a6a, read 2026-11-21; not run',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, settingOf)
    const settings: Record<string, Setting['value']> = {}
    for (const { name, value } of said) {
      const other = settings[name]
      settings[name] = typeof value === 'object' && typeof other === 'object' ? { ...other, ...value } : value
    }
    return { text: `${JSON.stringify(settings, null, 2)}\n`, unsaid }
  },
}
