import type { FailingVersions, TargetMode } from '../../core/target-mode.ts'

const SOURCE =
  'docker/docker-agent, docs/configuration/permissions at 7c1086de and pkg/runtime/toolexec/permissions_test.go at 34131524, read 2026-11-21; not run'

/** What the lists mean in each safety mode. A mode decides about calls that no denial and no approval matches. */
export const DOCKER_AGENT_MODES: readonly TargetMode[] = [
  {
    id: 'unset',
    name: 'no safety mode',
    how: 'The default. Unlisted tools marked as read-only run without approval; others need it.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    source: SOURCE,
  },
  {
    id: 'strict',
    name: '--safety strict',
    how: 'A flag, or safety in your settings or the agent’s file. This is the same for all modes.',
    meets: { allow: 'passes', ask: 'asks', deny: 'refused', unlisted: 'asks' },
    source: SOURCE,
  },
  {
    id: 'balanced',
    name: '--safety balanced',
    how: 'Calls that Docker Agent considers safe run, even those on the ask list. Others need approval.',
    meets: { allow: 'passes', ask: 'judged', deny: 'refused', unlisted: 'judged' },
    source: SOURCE,
  },
  {
    id: 'restricted',
    name: '--safety restricted',
    how: 'Calls that Docker Agent considers safe run, even those on the ask list. Others are refused.',
    meets: { allow: 'passes', ask: 'judged', deny: 'refused', unlisted: 'judged' },
    source: SOURCE,
  },
  {
    id: 'autonomous',
    name: '--yolo (--safety autonomous)',
    how: 'A flag. The agent’s author can also set runtime.safety to autonomous in its file, which applies if you choose no mode.',
    meets: { allow: 'passes', ask: 'passes', deny: 'refused', unlisted: 'passes' },
    source: SOURCE,
  },
]

/** Versions in which a denial does less; the number of the release was not found. */
export const DOCKER_AGENT_VERSIONS: readonly FailingVersions[] = [
  {
    below: 'the releases with safety modes',
    fails: '--yolo also runs denied tools.',
    source: 'docker/docker-agent, pkg/runtime/tool_dispatch.go at 0d76412a of 14 Mar 2026',
  },
]
