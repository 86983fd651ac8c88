import { mergedJson } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { ASKS_ABOUT_UNLISTED, CAPABILITIES, TOOL_NAMES } from '../claude-code/permissions.ts'
import { claudeCodeManagedLinter } from './lint.ts'
import { renderManaged } from './render.ts'
import { simulateManaged } from './simulate.ts'

/** The managed settings of Claude Code, which an administrator lays on a machine. */
export const claudeCodeManaged = defineTarget({
  id: 'claude-code-managed',
  label: 'Claude Code, managed',
  subject: 'Claude Code',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Claude Code with managed permission rules',
  about: 'For a whole company: what people and projects write for themselves does not count beside it.',
  sources: [{ what: 'code.claude.com/docs/en/settings, managed settings', read: '2026-11-20' }],
  proof: [
    { grade: 'product', by: 'Claude Code', version: '2.1.329' },
    { grade: 'model', by: 'code.claude.com/docs/en/permissions', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'Where does the file go?',
      answer:
        'Into the folder that only an administrator can write: /etc/claude-code on Linux, /Library/Application Support/ClaudeCode on macOS, C:\\Program Files\\ClaudeCode on Windows. It is called {file}.',
    },
    {
      ask: 'Can people take a rule back?',
      answer:
        'No: with allowManagedPermissionRulesOnly their own rules do not count. That was tried with the client itself.',
    },
  ],
  capabilities: CAPABILITIES,
  toolNames: TOOL_NAMES,
  namesServer: true,
  defaultEffect: () => 'allow',
  limitations: (_rules, { defaultEffect }) => (defaultEffect === 'deny' ? [ASKS_ABOUT_UNLISTED] : []),
  fileName: () => 'managed-settings.json',
  render: renderManaged,
  simulate: simulateManaged,
  linter: claudeCodeManagedLinter,
  combine: mergedJson,
})
