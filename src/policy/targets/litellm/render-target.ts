import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { renderLitellm } from './render.ts'
import { isServerName, litellmServer } from './server-name.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'litellm',
  label: 'LiteLLM',
  subject: 'LiteLLM’s lists',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'LiteLLM proxy with allowed_tools and disallowed_tools',
  about: 'A proxy for models and MCP servers. It offers the tools of its servers to all clients behind it.',
  sources: [
    {
      what: 'BerriAI/litellm, litellm/proxy/_experimental/mcp_server/mcp_server_manager.py at 198777f2',
      read: '2026-11-21',
    },
    { what: 'docs.litellm.ai, MCP permission management', read: '2026-11-21' },
  ],
  proof: [
    {
      grade: 'model',
      by: 'BerriAI/litellm, litellm/proxy/_experimental/mcp_server/mcp_server_manager.py at 198777f2',
      read: '2026-11-21',
    },
  ],
  questions: [
    {
      ask: 'Where does the list go?',
      answer: 'Into the entry of the server under mcp_servers of {file}, beside its url or command.',
    },
    {
      ask: 'What does an empty list of allowed tools mean?',
      answer: 'Every tool is allowed. Where no tool may pass, the snippet names a tool that does not exist.',
    },
    {
      ask: 'Can a key have fewer tools?',
      answer: 'Yes, by object_permission of a key, team or organisation. A tool must pass at every level.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  serverId: litellmServer,
  toolNames: {
    idOf: (tool) => tool.toLowerCase(),
    shared:
      'LiteLLM’s list of refused tools ignores case. Two tools then have the same name, and the stricter rule holds for both.',
  },
  refuseName(tool, serverKey) {
    if (!isServerName(serverKey))
      return 'LiteLLM takes letters, digits, underscores, points and slashes in the name of a server: rename it.'
    return tool.toLowerCase().startsWith(`${litellmServer(serverKey)}-`.toLowerCase())
      ? 'LiteLLM would also read the name as that of another tool with the server’s name before it.'
      : undefined
  },
  limitations: (_rules, { serverKey }) => [
    ...(litellmServer(serverKey) === serverKey ? [] : [RENAMED]),
    { what: 'The entry has no url or command: add its list to the entry of the server that you have.' },
    {
      what: 'A server that somebody adds in the interface of LiteLLM is another entry, which the list does not change.',
    },
  ],
  fileName: () => 'config.yaml',
  render: renderLitellm,
})

const RENAMED: Limitation = {
  what: 'LiteLLM refuses a hyphen in the name of a server, because it puts one between server and tool. The snippet writes an underscore: give the server that name.',
}
