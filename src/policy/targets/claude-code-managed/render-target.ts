import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { CLAUDE_MODES, CLAUDE_VERSIONS } from '../claude-code/modes.ts'
import { ASKS_ABOUT_UNLISTED, CAPABILITIES, TOOL_NAMES } from '../claude-code/permissions.ts'
import { renderManaged } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'claude-code-managed',
  label: 'Claude Code, managed',
  subject: 'Claude Code’s permission rules',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Claude Code 2.1.98 or later',
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
      answer: 'No: with allowManagedPermissionRulesOnly their own rules do not count. This was tried in Claude Code.',
    },
    {
      ask: 'How do I keep people from other modes?',
      answer:
        'Add permissions.disableBypassPermissionsMode: "disable" and disableAutoMode: "disable" to {file}. Without them, unlisted tools run in bypassPermissions, and a classifier decides about them in auto.',
    },
  ],
  capabilities: CAPABILITIES,
  modes: CLAUDE_MODES,
  failingVersions: CLAUDE_VERSIONS,
  toolNames: TOOL_NAMES,
  namesServer: true,
  defaultEffect: () => 'allow',
  changesUnlisted: {
    words:
      'The rules of users and projects stop applying to other tools: in its default mode, Claude Code asks about each other tool of an MCP server.',
    does: 'lose the rules of users and projects; those of MCP servers need approval in the default mode',
    short: 'asks',
  },
  limitations: (_rules, { defaultEffect }) => [
    VOIDS_OTHER_RULES,
    ...(defaultEffect === 'deny' ? [ASKS_ABOUT_UNLISTED] : []),
  ],
  fileName: () => 'managed-settings.json',
  render: renderManaged,
})

const VOIDS_OTHER_RULES: Limitation = {
  what: 'With allowManagedPermissionRulesOnly Claude Code ignores all permission rules of users and projects, also those for other servers and for its own tools. Add the rules that you still need to this file.',
}
