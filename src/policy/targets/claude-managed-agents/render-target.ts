import { defineRenderTarget } from '../../core/define-render-target.ts'
import { MAX_TOOL_CHARS, renderManagedAgents } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'claude-managed-agents',
  label: 'Claude Managed Agents',
  kind: 'api',
  language: 'json',
  minimumVersion: 'the beta managed-agents-2026-04-01',
  about: 'An entry of tools when you create an agent. It names a server of mcp_servers of the same agent.',
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
        'Into tools when you create or update the agent, beside the server of the same name in mcp_servers. Sessions that run keep what they started with.',
    },
    {
      ask: 'How do I answer a question?',
      answer:
        'The session waits, without a limit. Send a user.tool_confirmation with allow or deny for each tool use that it names.',
    },
    {
      ask: 'What about bash and the file tools?',
      answer:
        'They belong to another toolset, which allows everything by default. Give it a default_config with always_ask.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  refuseName: (tool, serverKey) =>
    serverKey.length > 255
      ? 'The name of a server has at most 255 characters: rename the server.'
      : tool.length > MAX_TOOL_CHARS
        ? `The entry takes names of at most ${MAX_TOOL_CHARS} characters.`
        : undefined,
  defaultEffect: (wanted) => (wanted === 'deny' ? 'deny' : 'ask'),
  limitations: (_rules, { defaultEffect }) =>
    defaultEffect === 'allow'
      ? [
          {
            what: 'Claude Managed Agents asks about tools that are not listed, which is also what it does without an entry.',
            excuses: [{ kind: 'unlisted', does: 'ask' }],
          },
        ]
      : [],
  fileName: (serverKey) => `${serverKey}.claude-managed-agents.json`,
  render: renderManagedAgents,
})
