import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { CLAUDE_MODES, CLAUDE_VERSIONS } from '../claude-code/modes.ts'
import { ASKS_ABOUT_UNLISTED, CAPABILITIES, TOOL_NAMES } from '../claude-code/permissions.ts'
import { renderManaged } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'claude-code-managed',
  label: 'Claude Code (managed)',
  subject: 'Claude Code’s permission rules',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Claude Code 2.1.98 or later',
  about: 'Company-wide rules. They replace the rules of users and projects.',
  sources: [{ what: 'code.claude.com/docs/en/settings, managed settings', read: '2026-11-20' }],
  proof: [
    { grade: 'product', by: 'Claude Code', version: '2.1.329' },
    { grade: 'model', by: 'code.claude.com/docs/en/permissions', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'Where does the file go?',
      answer:
        'Save it as {file} in the folder that only administrators can write to: /etc/claude-code on Linux, /Library/Application Support/ClaudeCode on macOS, C:\\Program Files\\ClaudeCode on Windows.',
    },
    {
      ask: 'Can users override a rule?',
      answer:
        'No: with allowManagedPermissionRulesOnly, Claude Code ignores their rules. We tested this in Claude Code.',
    },
    {
      ask: 'How do I block other modes?',
      answer:
        'Add permissions.disableBypassPermissionsMode: "disable" and disableAutoMode: "disable" to {file}. Without them, unlisted tools run in bypassPermissions mode, and a classifier decides in auto mode.',
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
      'Rules of users and projects no longer apply to other tools: in default mode, Claude Code asks about every other MCP tool.',
    does: 'they lose the rules of users and projects; MCP tools need approval in default mode',
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
  what: 'With allowManagedPermissionRulesOnly, Claude Code ignores all permission rules of users and projects, including rules for other servers and built-in tools. Add the rules that you still need to this file.',
}
