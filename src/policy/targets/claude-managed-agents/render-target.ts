import { defineRenderTarget } from '../../core/define-render-target.ts'
import { MAX_TOOL_CHARS, renderManagedAgents } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'claude-managed-agents',
  label: 'Claude Managed Agents',
  kind: 'api',
  language: 'json',
  minimumVersion: 'the beta managed-agents-2026-04-01',
  about: 'An entry in an agent’s tools. It refers to a server in the agent’s mcp_servers.',
  sources: [
    { what: 'the types of the npm package @anthropic-ai/sdk, BetaManagedAgentsMCPToolsetParams', read: '2026-11-21' },
    { what: 'platform.claude.com/docs/en/managed-agents/permission-policies', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'schema', by: 'the types of the npm package @anthropic-ai/sdk', version: '1.11.0' },
    { grade: 'model', by: 'platform.claude.com/docs/en/managed-agents/permission-policies', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'Where does the entry go?',
      answer:
        'Add it to tools when you create or update the agent. mcp_servers must have a server of the same name. Running sessions keep the policy they started with.',
    },
    {
      ask: 'How do I approve a call?',
      answer:
        'The session waits without a time limit. Send a user.tool_confirmation with allow or deny for each tool use that it reports.',
    },
    {
      ask: 'What about bash and the file tools?',
      answer: 'They are in another toolset, which allows everything by default. Set its default_config to always_ask.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  refuseName: (tool, serverKey) =>
    serverKey.length > 255
      ? 'A server name can have at most 255 characters: rename the server.'
      : tool.length > MAX_TOOL_CHARS
        ? `The entry accepts names of at most ${MAX_TOOL_CHARS} characters.`
        : undefined,
  defaultEffect: (wanted) => (wanted === 'deny' ? 'deny' : 'ask'),
  limitations: (_rules, { defaultEffect }) =>
    defaultEffect === 'allow'
      ? [
          {
            what: 'Claude Managed Agents asks about unlisted tools, as it does by default.',
            excuses: [{ kind: 'unlisted', does: 'ask' }],
          },
        ]
      : [],
  fileName: (serverKey) => `${serverKey}.claude-managed-agents.json`,
  render: renderManagedAgents,
})
