import type { TargetMode } from '../../core/target-mode.ts'

const SOURCE =
  'microsoft/vscode, languageModelToolsService.ts at 00e03ed0, and microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a; read 2026-11-21; not run'

/** What the setting means at each permission level of a chat, and beside the setting that approves everything. */
export const VSCODE_MODES: readonly TargetMode[] = [
  {
    id: 'default',
    name: 'Default Approvals',
    how: 'The default. Your earlier approvals decide about unlisted tools.',
    meets: { ask: 'asks', unlisted: 'asks' },
    source: SOURCE,
  },
  {
    id: 'assisted',
    name: 'Assisted permissions',
    how: 'An experimental level for agents on the Agent Host. A model decides which calls need you.',
    meets: { ask: 'judged', unlisted: 'judged' },
    source: 'microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a, read 2026-11-21; not run',
  },
  {
    id: 'global',
    name: 'chat.tools.global.autoApprove',
    how: 'A setting, also /yolo in the chat. VS Code still asks about tools that always need approval.',
    meets: { ask: 'asks', unlisted: 'passes' },
    source: SOURCE,
  },
  {
    id: 'bypass',
    name: 'Bypass Approvals',
    how: 'A level of the chat; chat.permissions.default "autoApprove" starts every chat in it. An organisation can prevent it by setting chat.tools.global.autoApprove to false by policy.',
    meets: { ask: 'passes', unlisted: 'passes' },
    source: SOURCE,
  },
  {
    id: 'autopilot',
    name: 'Autopilot',
    how: 'A chat mode that also answers questions by itself. The same policy prevents it.',
    meets: { ask: 'passes', unlisted: 'passes' },
    source: SOURCE,
  },
]
