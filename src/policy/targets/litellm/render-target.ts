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
  about: 'A proxy for models and MCP servers. Its clients share its servers’ tools.',
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
      answer: 'Add it to the server’s entry under mcp_servers in {file}, next to its url or command.',
    },
    {
      ask: 'What does an empty list of allowed tools mean?',
      answer: 'It allows every tool. To allow none, the snippet lists a tool name that does not exist.',
    },
    {
      ask: 'Can a key have fewer tools?',
      answer: 'Yes, with object_permission of a key, team or organisation. A tool must be allowed at every level.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  serverId: litellmServer,
  toolNames: {
    idOf: (tool) => tool.toLowerCase(),
    shared:
      'LiteLLM’s deny-list ignores case. Two tools then have the same name, and the stricter rule applies to both.',
  },
  refuseName(tool, serverKey) {
    if (!isServerName(serverKey))
      return 'LiteLLM allows letters, digits, underscores, dots and slashes in a server name: rename the server.'
    return tool.toLowerCase().startsWith(`${litellmServer(serverKey)}-`.toLowerCase())
      ? 'LiteLLM would also read the name as another tool with the server name as a prefix.'
      : undefined
  },
  limitations: (_rules, { serverKey }) => [
    ...(litellmServer(serverKey) === serverKey ? [] : [RENAMED]),
    { what: 'The entry has no url or command. Add its list to your existing server entry.' },
    {
      what: 'The list does not apply to servers that somebody adds in LiteLLM’s interface: those are separate entries.',
    },
  ],
  fileName: () => 'config.yaml',
  render: renderLitellm,
})

const RENAMED: Limitation = {
  what: 'LiteLLM rejects a hyphen in a server name, because it puts one between server and tool. The snippet uses an underscore: rename the server to match.',
}
