import type { TargetMode } from '../../core/target-mode.ts'

const DOCS = 'cursor.com/docs, run modes and permissions.json, read 2026-11-21; not run'

/** What the list means in each run mode of Cursor’s settings. */
export const CURSOR_MODES: readonly TargetMode[] = [
  {
    id: 'allowlist',
    name: '“Allowlist”',
    how: 'Settings, Agents, Run Mode.',
    meets: { allow: 'passes', ask: 'asks', unlisted: 'asks' },
    source: DOCS,
  },
  {
    id: 'ask-every-time',
    name: '“Ask Every Time”',
    how: 'Settings, Agents, Run Mode. Cursor also asks about listed tools.',
    meets: { allow: 'asks', ask: 'asks', unlisted: 'asks' },
    source: 'notes of a third party, read 2026-11-21; not run',
  },
  {
    id: 'auto-review',
    name: '“Auto-review”',
    how: 'Settings, Agents, Run Mode. A classifier decides about unlisted tools.',
    meets: { allow: 'passes', ask: 'judged', unlisted: 'judged' },
    source: DOCS,
  },
  {
    id: 'run-everything',
    name: '“Run Everything” (auto-run)',
    how: 'Settings, Agents, Run Mode.',
    meets: { allow: 'passes', ask: 'passes', unlisted: 'passes' },
    source: DOCS,
  },
]
