import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

/** The tools of Zed that change files. */
const EDITS = ['edit_file', 'create_directory', 'copy_path', 'move_path', 'delete_path', 'save_file'] as const

interface ToolRules {
  default?: 'confirm' | 'deny'
  always_confirm?: { pattern: string }[]
  always_deny?: { pattern: string }[]
}

/** What a rule adds to the entries of tools. Patterns are matched against each command of a chain. */
function entriesOf({ tool, of, effect }: BuiltinRule): BuiltinPart<[string, ToolRules][]> {
  const value = effect === 'deny' ? 'deny' : 'confirm'
  if (tool === 'read')
    return {
      unsaid: of?.startsWith('~')
        ? 'Zed has no permission for reading. Its tool reads files of the project alone; a command in the terminal can read others.'
        : 'Zed has no permission for reading. Its tool refuses what private_files lists; a command in the terminal can read it.',
    }
  if (tool === 'shell') {
    const pattern = `^${(of ?? '').split(' ').join('\\s+')}\\b`
    return { says: [['terminal', { [`always_${value}`]: [{ pattern }] }]] }
  }
  return { says: (tool === 'fetch' ? ['fetch'] : EDITS).map((name) => [name, { default: value }]) }
}

/** Rules for the tools of Zed itself, in its settings. */
export const zedBuiltin: BuiltinPolicy = {
  file: '~/.config/zed/settings.json',
  language: 'json',
  source: 'zed-industries/zed, docs/src/ai/tool-permissions.md at 07b5ab52, read 2026-11-21; not run',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, entriesOf)
    const tools: Record<string, ToolRules> = {}
    for (const [name, own] of said.flat()) tools[name] = { ...tools[name], ...own }
    return { text: `${JSON.stringify({ agent: { tool_permissions: { tools } } }, null, 2)}\n`, unsaid }
  },
}
