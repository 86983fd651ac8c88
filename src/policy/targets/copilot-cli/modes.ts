import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const RUN = 'docs.github.com, “Allowing tools”, read 2026-11-21; run in Copilot CLI 1.0.102'

/** What the flags of a tool mean beside those that open everything. A denial holds beside all of them. */
export const COPILOT_MODES: readonly TargetMode[] = [
  {
    id: 'default',
    name: 'no further flag',
    how: 'How Copilot CLI starts.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    source: RUN,
  },
  {
    id: 'autopilot',
    name: '--autopilot',
    how: '--autopilot, --mode plan and --no-ask-user do not change approvals.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    source: RUN,
  },
  {
    id: 'auto',
    name: '/allow-all auto',
    how: 'Typed in a session, since 1.0.69. A model decides about calls that need approval.',
    meets: { allow: 'passes', ask: 'judged', deny: 'refused', unlisted: 'judged' },
    source: 'github/copilot-cli, changelog.md, read 2026-11-21',
  },
  {
    id: 'allow-all-tools',
    name: '--allow-all-tools',
    how: 'A start flag. permissions.disableBypassPermissionsMode: "disable" in settings.json prevents it.',
    meets: { allow: 'passes', ask: 'passes', deny: 'refused', unlisted: 'passes' },
    source: RUN,
  },
  {
    id: 'yolo',
    name: '--allow-all (--yolo; /allow-all or /yolo in a session)',
    how: 'Same as --allow-all-tools, and also allows every path and URL. The same setting prevents it.',
    meets: { allow: 'passes', ask: 'passes', deny: 'refused', unlisted: 'passes' },
    source: RUN,
  },
]

/** Versions in which flags do less. */
export const COPILOT_VERSIONS: readonly FailingVersions[] = [
  {
    below: '1.0.71',
    fails: 'A malformed --allow-tool or --deny-tool is ignored without an error.',
    source: 'github/copilot-cli, changelog.md, read 2026-11-21',
  },
]
