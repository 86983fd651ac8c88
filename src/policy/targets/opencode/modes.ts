import type { TargetMode } from '../../core/target-mode.ts'

const RUN = 'opencode.ai/v1/docs/permissions, read 2026-11-21; run in OpenCode 1.18.33'

/** What permissions mean in each way to start OpenCode 1. */
export const OPENCODE_MODES: readonly TargetMode[] = [
  {
    id: 'default',
    name: 'no further flag',
    how: 'The default. opencode run rejects calls that need approval.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'passes' },
    headless: { ask: 'refused' },
    source: RUN,
  },
  {
    id: 'plan',
    name: 'the agent plan',
    how: '--agent plan, or tab in the session. It denies file edits and does not affect MCP tools.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'passes' },
    headless: { ask: 'refused' },
    source: RUN,
  },
  {
    id: 'auto',
    name: '--auto',
    how: 'A flag, or “Enable auto-approve permissions” in the command palette. Deny rules still apply.',
    meets: { allow: 'passes', ask: 'passes', deny: 'hidden', unlisted: 'passes' },
    source: RUN,
  },
  {
    id: 'environment',
    name: 'OPENCODE_PERMISSION with {"*":"allow"}',
    how: 'An environment variable. OpenCode adds its rules after those of all files, and the last rule wins, so even denied tools run.',
    meets: { allow: 'passes', ask: 'passes', deny: 'passes', unlisted: 'passes' },
    source: 'run in OpenCode 1.18.33 on 2026-11-21',
  },
]
