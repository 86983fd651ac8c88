import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const SOURCE =
  'zed-industries/zed, crates/agent/src/tool_permissions.rs at 00b6ce1c and docs/src/ai/tool-permissions.md at 07b5ab52, read 2026-11-21; not run'

/** What the entries mean under each default of all tools. An entry of a tool holds under all of them. */
export const ZED_MODES: readonly TargetMode[] = [
  {
    id: 'confirm',
    name: 'tool_permissions.default "confirm"',
    how: 'How Zed starts.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    source: SOURCE,
  },
  {
    id: 'allow',
    name: 'tool_permissions.default "allow"',
    how: 'A setting for all tools. Tool entries still apply; every other tool is allowed.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'passes' },
    source: SOURCE,
  },
  {
    id: 'deny',
    name: 'tool_permissions.default "deny"',
    how: 'A setting for all tools. Tool entries still apply; every other tool is refused, including Zed’s own.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'refused' },
    source: SOURCE,
  },
]

/** Versions that do not read the entries. */
export const ZED_VERSIONS: readonly FailingVersions[] = [
  {
    below: '0.224.0',
    fails: 'Zed ignores the entries. agent.always_allow_tool_actions applies to all tools: true allows every call.',
    source: 'zed-industries/zed, docs/src/ai/tool-permissions.md at 07b5ab52, read 2026-11-21',
  },
]
