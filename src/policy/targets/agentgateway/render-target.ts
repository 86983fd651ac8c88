import type { Counting } from '../../core/capabilities.ts'
import { celCondition } from '../../core/cel-conditions.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { ordinal } from '../../core/ordinal.ts'
import type { Limitation } from '../../core/snippet.ts'
import { countable, counted } from './buckets.ts'
import { renderAgentgateway } from './render.ts'

const BUCKETS: Counting = {
  words: ({ max, per }) =>
    `at most ${max} in one ${per}; the ${ordinal(max + 1)} is refused until the next ${per} begins`,
  about:
    'All callers share the count. Windows begin when the gateway starts, and each gateway has its own count. Refused calls get status 429.',
  keep: countable,
}

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'agentgateway',
  label: 'agentgateway',
  subject: 'agentgateway',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'agentgateway with mcpAuthorization',
  about: 'The Linux Foundation’s proxy for agents. Add the block to a route’s policies.',
  sources: [
    { what: 'agentgateway/agentgateway 75b4e6ce6, schema/config.json and schema/cel.json', read: '2026-11-21' },
    {
      what: 'agentgateway/agentgateway 75b4e6ce6, crates/agentgateway/src: http/authorization.rs, http/localratelimit.rs, store/policy.rs, mcp/handler.rs',
      read: '2026-11-21',
    },
  ],
  proof: [
    { grade: 'schema', by: 'agentgateway/agentgateway 75b4e6ce6, schema/config.json', read: '2026-11-21' },
    {
      grade: 'model',
      by: 'agentgateway/agentgateway 75b4e6ce6, crates/agentgateway/src: http/authorization.rs, http/localratelimit.rs, store/policy.rs, mcp/handler.rs',
      read: '2026-11-21',
    },
    { grade: 'model', by: '@marcbachmann/cel-js', version: '8.0.0' },
  ],
  questions: [
    {
      ask: 'Where does it go?',
      answer:
        'Add it to the gateway’s configuration, under policies of the route to your MCP server. A backend also accepts mcpAuthorization, but no rate limit.',
    },
    {
      ask: 'How does it check arguments?',
      answer:
        'mcpAuthorization sees the tool name but not the arguments. So the route’s authorization reads the message with json(request.body). It refuses what it cannot read: messages over 2 MiB, lists of messages, and anything that is not JSON.',
    },
    {
      ask: 'Why does a limit come with an authorization?',
      answer:
        'If a limit’s condition causes an error, the call is not counted. The authorization before it refuses every message that the condition could not read.',
    },
    {
      ask: 'Why require and not deny?',
      answer: 'If an expression causes an error, deny lets the call through and require refuses it.',
    },
  ],
  capabilities: {
    ask: false,
    hide: true,
    denyHides: true,
    limits: BUCKETS,
    conditions: (condition) => (celCondition(condition, '') === undefined ? undefined : condition),
  },
  namesServer: true,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.agentgateway.yaml`,
  render: renderAgentgateway,
  limitations: (lowered) => (counted(lowered).some(({ tools }) => tools.length > 1) ? [SHARED] : []),
})

const SHARED: Limitation = {
  what: 'agentgateway accepts 64 limits per route. Beyond that, tools with the same limit share one count.',
}
