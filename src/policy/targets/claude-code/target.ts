import { mergedJson } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { claudeCodeLinter } from './lint.ts'
import { ASKS_ABOUT_UNLISTED, CAPABILITIES, TOOL_NAMES } from './permissions.ts'
import { renderClaudeCode } from './render.ts'
import { simulateClaudeCode } from './simulate.ts'

/** Permission rules in the settings of Claude Code. */
export const claudeCode = defineTarget({
  id: 'claude-code',
  label: 'Claude Code',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Claude Code 2 or later',
  about: 'Anthropic’s coding agent. The file lies in the project, or in the home folder for all projects.',
  sources: [{ what: 'code.claude.com/docs/en/permissions and /docs/en/mcp', read: '2026-11-20' }],
  proof: [
    { grade: 'product', by: 'Claude Code', version: '2.1.329' },
    { grade: 'model', by: 'code.claude.com/docs/en/permissions', read: '2026-11-20' },
  ],
  prominent: true,
  questions: [
    {
      ask: 'Where does the file go?',
      answer:
        'Into {file} of the project, or of your home folder for all projects. If it is there, add the entries to its lists.',
    },
    {
      ask: 'Which rule wins?',
      answer:
        'Deny before ask before allow, wherever each of them stands. A denied tool is not on the list that the model sees.',
    },
    {
      ask: 'Why is there no rule about arguments?',
      answer: 'Rules with parentheses that name an MCP tool are skipped in a settings file.',
    },
  ],
  capabilities: CAPABILITIES,
  toolNames: TOOL_NAMES,
  namesServer: true,
  defaultEffect: () => 'allow',
  limitations: (_rules, { defaultEffect }) => (defaultEffect === 'deny' ? [ASKS_ABOUT_UNLISTED] : []),
  fileName: () => '.claude/settings.json',
  render: renderClaudeCode,
  simulate: simulateClaudeCode,
  linter: claudeCodeLinter,
  combine: mergedJson,
})
