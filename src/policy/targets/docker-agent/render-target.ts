import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import { DOCKER_AGENT_MODES, DOCKER_AGENT_VERSIONS } from './modes.ts'
import { agentTool, isPlainName, renderDockerAgent } from './render.ts'

const LOOSE =
  'Docker Agent matches arguments by patterns that ignore case and, in older versions, stop at a slash. So the snippets check no argument.'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'docker-agent',
  label: 'Docker Agent',
  subject: 'Docker Agent’s permissions',
  kind: 'client',
  language: 'yaml',
  minimumVersion: 'Docker Agent with safety modes. In older versions --yolo also runs denied tools',
  about: 'Docker’s runner for agents, once called cagent. The permissions are part of the file of the agent.',
  sources: [
    {
      what: 'docker/docker-agent, pkg/permissions with its tests and pkg/tools/mcp/mcp.go at 0d76412a',
      read: '2026-11-21',
    },
    { what: 'docker/docker-agent, docs/configuration/permissions at 7c1086de', read: '2026-11-21' },
    { what: 'docker/docker-agent, pkg/runtime/toolexec/permissions_test.go at 34131524', read: '2026-11-21' },
  ],
  proof: [
    {
      grade: 'model',
      by: 'docker/docker-agent, pkg/permissions/permissions.go at 0d76412a, with cases of its tests',
      read: '2026-11-21',
    },
  ],
  questions: [
    {
      ask: 'Where do the lists go?',
      answer:
        'To the top of the agent’s file, beside agents. Give the toolset of the server its key as name, or its tools have other names and no entry matches them.',
    },
    {
      ask: 'Why not mcp:server:tool?',
      answer:
        'Older documentation has that form. No tool has such a name, so such an entry matches nothing, without a warning.',
    },
    {
      ask: 'Can an entry look at arguments?',
      answer:
        'Yes, as tool:argument=glob. The snippets do not use it: it ignores case, a denial does not match a call without the argument, and in older versions a star inside a pattern stops at a slash.',
    },
  ],
  capabilities: { ask: true, hide: false, limits: false, conditions: false, whyUnchecked: LOOSE },
  modes: DOCKER_AGENT_MODES,
  failingVersions: DOCKER_AGENT_VERSIONS,
  namesServer: true,
  toolNames: {
    idOf: (tool, serverKey) => agentTool(serverKey, tool).toLowerCase(),
    shared: 'Docker Agent ignores case. Two tools then have the same name, and the stricter rule holds for both.',
  },
  serverId: (serverKey) => agentTool(serverKey, '').toLowerCase(),
  refuseName: (tool, serverKey) =>
    isPlainName(tool) && isPlainName(serverKey)
      ? undefined
      : 'An entry reads stars, question marks, brackets, backslashes, colons and equals signs as a pattern.',
  defaultEffect: () => 'allow',
  limitations: (_rules, { defaultEffect, serverKey }) => [
    toolsetName(serverKey),
    SESSION,
    ...(defaultEffect === 'deny'
      ? [
          {
            what: 'A denial of all tools of the server would also deny the listed ones. The mode decides about tools that are not listed: Docker Agent asks about them, runs those that say that they only read, or runs all.',
            excuses: [{ kind: 'unlisted', does: 'allow' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: (serverKey) => `${serverKey}.docker-agent.yaml`,
  render: renderDockerAgent,
})

const SESSION: Limitation = {
  what: 'Permissions of a session come before those of the file: what a session allows passes, also over a denial here.',
}

/** Without the name of its toolset a tool has its own name alone, which no entry matches. */
const toolsetName = (serverKey: string): Limitation => ({
  what: `The entries hold only if the toolset of the server has this name: “${serverKey}”. Add name to the toolset in the agent’s file: without it no entry matches, and denied tools are not denied.`,
  important: true,
})
