import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const RUN = 'code.claude.com/docs/en/permission-modes, read 2026-11-21; run in Claude Code 2.1.329'

/** What permission rules mean in each permission mode. */
export const CLAUDE_MODES: readonly TargetMode[] = [
  {
    id: 'default',
    name: 'default',
    how: 'permissions.defaultMode "default" in the settings, or --permission-mode default. claude -p and the SDK start in it, and before 2.1.283 also API keys and Enterprise plans. Called “manual” since 2.1.200.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'asks' },
    source: RUN,
  },
  {
    id: 'auto',
    name: 'auto',
    how: 'Terminal and VS Code sessions start in it on every plan since 2.1.283; before, on Pro, Max and Team plans only. A classifier decides about tools that no rule lists.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'judged' },
    source: 'code.claude.com/docs/en/permission-modes, read 2026-11-21',
  },
  {
    id: 'acceptEdits',
    name: 'acceptEdits',
    how: '--permission-mode acceptEdits, or shift+tab in the session. Only edits run without approval.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'asks' },
    source: RUN,
  },
  {
    id: 'plan',
    name: 'plan',
    how: '--permission-mode plan, or shift+tab in the session. Even allowed MCP tools are refused.',
    meets: { allow: 'refused', ask: 'asks', deny: 'hidden', unlisted: 'refused' },
    source: RUN,
  },
  {
    id: 'dontAsk',
    name: 'dontAsk',
    how: '--permission-mode dontAsk. Calls that need approval are refused.',
    meets: { allow: 'passes', ask: 'refused', deny: 'hidden', unlisted: 'refused' },
    source: RUN,
  },
  {
    id: 'bypassPermissions',
    name: 'bypassPermissions',
    how: '--dangerously-skip-permissions, or defaultMode in any settings file. permissions.disableBypassPermissionsMode: "disable" prevents it.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'passes' },
    source: RUN,
  },
]

const CHANGELOG = 'code.claude.com/docs/en/changelog, read 2026-11-21'

/** Versions below which a snippet fails. */
export const CLAUDE_VERSIONS: readonly FailingVersions[] = [
  {
    below: '2.1.199',
    fails: 'Tools that require a user (anthropic/requiresUserInteraction) run without one.',
    source: CHANGELOG,
  },
  {
    below: '2.1.98',
    fails: 'A rule for a tool with the name of an Object property, such as toString, invalidates the whole file.',
    source: CHANGELOG,
  },
  { below: '2.1.78', fails: 'Denying a whole server does not hide its tools from the model.', source: CHANGELOG },
  {
    below: '2.1.77',
    fails: 'A PreToolUse hook that allows a call overrides deny rules, including managed ones.',
    source: CHANGELOG,
  },
]
