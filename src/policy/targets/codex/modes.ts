import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const RUN = 'run in Codex 0.169.0 on 2026-11-21'

/** What approval modes of tools mean under each approval policy and sandbox. */
export const CODEX_MODES: readonly TargetMode[] = [
  {
    id: 'on-request',
    name: 'approval_policy = "on-request"',
    how: 'How the terminal interface starts, with any sandbox. Without a rule, a tool that its server marks as read-only runs without approval.',
    meets: { allow: 'passes', ask: 'asks', deny: 'hidden', unlisted: 'asks' },
    source: `the terminal interface and codex exec, ${RUN}`,
  },
  {
    id: 'never',
    name: 'approval_policy = "never" with a sandbox',
    how: 'codex exec always has this policy. The sandbox is read-only or workspace-write.',
    meets: { allow: 'passes', ask: 'refused', deny: 'hidden', unlisted: 'refused' },
    source: RUN,
  },
  {
    id: 'full-access',
    name: 'codex exec with danger-full-access, or approval_policy = "never" with it',
    how: 'sandbox_mode = "danger-full-access" in config.toml is enough in codex exec: this one line lets every “ask” tool run.',
    meets: { allow: 'passes', ask: 'passes', deny: 'hidden', unlisted: 'passes' },
    source: `the terminal interface and codex exec, ${RUN}`,
  },
  {
    id: 'bypass',
    name: '--dangerously-bypass-approvals-and-sandbox (--yolo)',
    how: 'The flag sets approval_policy to never and gives full access.',
    meets: { allow: 'passes', ask: 'passes', deny: 'hidden', unlisted: 'passes' },
    source: RUN,
  },
]

/** Versions below which a snippet fails; the numbers of these releases were not found. */
export const CODEX_VERSIONS: readonly FailingVersions[] = [
  {
    below: 'the releases of April 2026',
    fails: 'Tools of your own servers have no approval_mode, so approve and prompt in the snippet have no effect.',
    source: 'openai/codex, issue 15437 of 22 Mar 2026 and pull request 17843 of 14 Apr 2026',
  },
  {
    below: 'the releases of February 2026',
    fails: 'Codex never asks about tools of your own servers.',
    source: 'openai/codex, pull request 11787 of 13 Feb 2026',
  },
]
