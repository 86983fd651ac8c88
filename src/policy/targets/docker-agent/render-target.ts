import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import { DOCKER_AGENT_MODES, DOCKER_AGENT_VERSIONS } from './modes.ts'
import { agentTool, isPlainName, renderDockerAgent } from './render.ts'

const LOOSE =
  'Docker Agent’s argument patterns ignore case and, in older versions, stop at a slash. So the snippets do not check arguments.'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'docker-agent',
  label: 'Docker Agent',
  subject: 'Docker Agent’s permissions',
  kind: 'client',
  language: 'yaml',
  minimumVersion: 'Docker Agent with safety modes. In older versions --yolo also runs denied tools',
  about: 'Docker’s agent runner, formerly cagent. The permissions are part of the agent’s file.',
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
        'At the top level of the agent’s file, next to agents. Set the toolset’s name to the server key, or no entry matches its tools.',
    },
    {
      ask: 'Why not mcp:server:tool?',
      answer:
        'Older documentation has that form. No tool has such a name, so the entry matches nothing, without a warning.',
    },
    {
      ask: 'Can an entry check arguments?',
      answer:
        'Yes, as tool:argument=glob. The snippets do not use it: it ignores case, a deny rule does not match a call without the argument, and in older versions a star stops at a slash.',
    },
  ],
  capabilities: { ask: true, hide: false, limits: false, conditions: false, whyUnchecked: LOOSE },
  modes: DOCKER_AGENT_MODES,
  failingVersions: DOCKER_AGENT_VERSIONS,
  namesServer: true,
  toolNames: {
    idOf: (tool, serverKey) => agentTool(serverKey, tool).toLowerCase(),
    shared: 'Docker Agent ignores case. Two tools then have the same name, and the stricter rule applies to both.',
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
            what: 'Denying all server tools would also deny the listed ones. For unlisted tools, the mode decides: Docker Agent asks, runs those marked as read-only, or runs all.',
            excuses: [{ kind: 'unlisted', does: 'allow' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: (serverKey) => `${serverKey}.docker-agent.yaml`,
  render: renderDockerAgent,
})

const SESSION: Limitation = {
  what: 'Session permissions come before the file: a tool that a session allows runs, even if this file denies it.',
}

/** Without the name of its toolset a tool has its own name alone, which no entry matches. */
const toolsetName = (serverKey: string): Limitation => ({
  what: `The entries apply only if the server’s toolset has this name: “${serverKey}”. Set it in the agent’s file. Without it no entry matches, and denied tools are not denied.`,
  important: true,
})
