import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const RUN = 'google-gemini/gemini-cli 5411f113, packages/core/src/policy, read 2026-11-21; run in Gemini CLI 0.61.0'

/** Without a person Gemini CLI does not offer a tool that it would ask about for want of a rule. */
const NOBODY = { unlisted: 'hidden' } as const

/** What rules of the policy engine mean in each approval mode: a rule of the user wins over those of every mode. */
export const GEMINI_MODES: readonly TargetMode[] = [
  {
    id: 'default',
    name: 'default',
    how: 'How Gemini CLI starts.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'asks' },
    headless: NOBODY,
    source: RUN,
  },
  {
    id: 'auto_edit',
    name: 'auto_edit',
    how: '--approval-mode auto_edit. Only edits run without approval.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'asks' },
    headless: NOBODY,
    source: RUN,
  },
  {
    id: 'plan',
    name: 'plan',
    how: '--approval-mode plan. An unlisted tool is refused, unless its server marks it as read-only.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'refused' },
    headless: NOBODY,
    source: RUN,
  },
  {
    id: 'yolo',
    name: 'yolo',
    how: '--yolo or --approval-mode yolo.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'passes' },
    source: RUN,
  },
]

/** Versions below which a file of rules fails. */
export const GEMINI_VERSIONS: readonly FailingVersions[] = [
  {
    below: '0.35.0',
    fails:
      'Arguments have no NUL around them, so a rule with argsPattern matches nothing and every call of its tool is denied.',
    source: 'google-gemini/gemini-cli f090736, packages/core/src/policy/stable-stringify.ts, first in 0.35.0',
  },
  {
    below: '0.31.0',
    fails: 'A rule for every tool of a server (toolName "*" with mcpName) matches nothing.',
    source: 'google-gemini/gemini-cli, change log of 0.31.0, read 2026-11-21',
  },
  {
    below: '0.18.0',
    fails: 'Gemini CLI has no policy engine and ignores the file.',
    source: 'google-gemini/gemini-cli, change log of 0.18.0, read 2026-11-21',
  },
]
