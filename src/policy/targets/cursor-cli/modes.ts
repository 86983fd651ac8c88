import type { TargetMode } from '../../core/target-mode.ts'

const DOCS = 'cursor.com/docs/cli/reference/permissions and parameters, read 2026-11-21; not run'

/** What the lists mean in each way to run Cursor CLI. */
export const CURSOR_CLI_MODES: readonly TargetMode[] = [
  {
    id: 'allowlist',
    name: 'no further flag',
    how: 'How Cursor CLI starts: approvalMode "allowlist" in cli-config.json. In print mode (-p), calls that need approval do not run.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    headless: { ask: 'refused', unlisted: 'refused' },
    source: DOCS,
  },
  {
    id: 'force',
    name: '--force (--yolo)',
    how: 'A flag, also -f. It runs every call without a matching deny.',
    meets: { allow: 'passes', ask: 'passes', deny: 'refused', unlisted: 'passes' },
    source: DOCS,
  },
  {
    id: 'unrestricted',
    name: 'approvalMode "unrestricted"',
    how: 'A setting in ~/.cursor/cli-config.json. The documentation says that it approves all calls, but not whether deny rules still apply.',
    meets: { allow: 'passes', ask: 'passes', unlisted: 'passes' },
    source: 'the skill update-cli-config that comes with Cursor, read 2026-11-21; not run',
  },
]
