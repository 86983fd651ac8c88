import { defineRenderTarget } from '../../core/define-render-target.ts'
import { CLAUDE_MODES, CLAUDE_VERSIONS } from './modes.ts'
import { ASKS_ABOUT_UNLISTED, CAPABILITIES, TOOL_NAMES } from './permissions.ts'
import { renderClaudeCode } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'claude-code',
  label: 'Claude Code',
  subject: 'Claude Code’s permission rules',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Claude Code 2.1.98 or later',
  about: 'Anthropic’s coding agent. Save the file in your home folder for all projects, or in one project.',
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
        'Save it as {file} in your home folder for all projects, or in one project. If the file exists, add the entries to its lists.',
    },
    {
      ask: 'Why are the allow rules of my project ignored?',
      answer:
        'Claude Code reads allow rules from a project only after you trust the folder, and never in claude -p. A project’s deny and ask rules apply immediately. The file in your home folder always applies.',
    },
    {
      ask: 'Which rule wins?',
      answer: 'Deny, then ask, then allow, regardless of the file. The model does not see denied tools.',
    },
    {
      ask: 'Why is there no rule about arguments?',
      answer: 'Claude Code skips a rule with parentheses for an MCP tool in a settings file.',
    },
  ],
  capabilities: CAPABILITIES,
  modes: CLAUDE_MODES,
  failingVersions: CLAUDE_VERSIONS,
  toolNames: TOOL_NAMES,
  namesServer: true,
  defaultEffect: () => 'allow',
  limitations: (_rules, { defaultEffect }) => (defaultEffect === 'deny' ? [ASKS_ABOUT_UNLISTED] : []),
  fileName: () => '.claude/settings.json',
  render: renderClaudeCode,
})
