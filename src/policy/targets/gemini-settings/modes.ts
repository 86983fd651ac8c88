import type { TargetMode } from '../../core/target-mode.ts'

const RUN = 'google-gemini/gemini-cli, docs/tools/mcp-server.md, read 2026-11-20; run in Gemini CLI 0.61.0'
const ASKED = { ask: 'asks', deny: 'hidden', unlisted: 'asks' } as const
/** Without a person Gemini CLI does not offer what it would ask about. */
const NOBODY = { ask: 'hidden', unlisted: 'hidden' } as const

/** What the filter means in each approval mode. */
export const FILTER_MODES: readonly TargetMode[] = [
  { id: 'default', name: 'default', how: 'How Gemini CLI starts.', meets: ASKED, headless: NOBODY, source: RUN },
  {
    id: 'auto_edit',
    name: 'auto_edit',
    how: '--approval-mode auto_edit. Only edits run without approval.',
    meets: ASKED,
    headless: NOBODY,
    source: RUN,
  },
  {
    id: 'plan',
    name: 'plan',
    how: '--approval-mode plan. Tools are refused, unless their server marks them as read-only.',
    meets: { ask: 'refused', deny: 'hidden', unlisted: 'refused' },
    headless: NOBODY,
    source: RUN,
  },
  {
    id: 'yolo',
    name: 'yolo',
    how: '--yolo or --approval-mode yolo. Only tools that the filter excludes are refused.',
    meets: { ask: 'passes', deny: 'hidden', unlisted: 'passes' },
    source: RUN,
  },
]
