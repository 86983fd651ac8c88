import type { Counting } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { HEADERS, UNPLAIN_NAMES } from '../../core/mcp-headers.ts'
import { renderEnvoyHeaders } from './render.ts'
import { bucketOf, secondsOf } from './token-bucket.ts'

const BUCKETS: Counting = {
  words(limit) {
    const { max_tokens, tokens_per_fill } = bucketOf(limit)
    return `at most ${limit.max} in any ${limit.per}: ${max_tokens} at once, and ${tokens_per_fill} more each ${limit.per}`
  },
  bucket: (limits) =>
    limits.map((limit) => {
      const { max_tokens, tokens_per_fill, fill_interval } = bucketOf(limit)
      return { size: max_tokens, secondsEach: secondsOf(fill_interval) / tokens_per_fill }
    }),
  about: 'All callers share the count, and each Envoy has its own. Refused calls get status 429.',
  except: {
    is: (_tool, limits) => limits.some(({ max }) => max < 2),
    what: 'Envoy cannot limit a tool to a single call, because a second one can pass when its bucket is refilled.',
  },
}

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'envoy-headers',
  label: 'Envoy (MCP header rules)',
  subject: 'Envoy',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'MCP 2026-07-28 on both sides; where the snippet counts, Envoy with descriptors in local_ratelimit',
  about: 'Envoy, or a gateway built on it, rules on the MCP headers, which the 2026-07-28 protocol added.',
  sources: [
    { what: 'envoyproxy.io, api-v3 config.rbac.v3, config.route.v3.HeaderMatcher and RateLimit', read: '2026-11-21' },
    {
      what: 'envoyproxy.io, api-v3 extensions.filters.http.local_ratelimit.v3; the same protos in @grpc/grpc-js-xds 1.14.1',
      read: '2026-11-21',
    },
    { what: 'modelcontextprotocol.io/specification/2026-07-28, Streamable HTTP', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'schema', by: 'Envoy’s protos with the rules of their fields, in @grpc/grpc-js-xds', version: '1.14.1' },
    {
      grade: 'model',
      by: 'envoyproxy.io, api-v3 config.rbac.v3, config.route.v3.HeaderMatcher and RateLimit, extensions.filters.http.local_ratelimit.v3',
      read: '2026-11-21',
    },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Add the filters to http_filters of the server’s listener, before the router. If the snippet has limits, add rate_limits to the server’s routes. Replace YOUR-CLUSTER with your own.',
    },
    {
      ask: 'When does it apply?',
      answer:
        'If client and server use the 2026-07-28 protocol and the server refuses headers that differ from the body. Requests without mcp-method are refused.',
    },
    {
      ask: 'How does it count?',
      answer:
        'Each limited tool has a bucket. Half of the limit is available at once and half returns in each window. So no window exceeds the limit, whether your version refills at intervals or continuously.',
    },
  ],
  capabilities: { ask: false, hide: false, refuses: UNPLAIN_NAMES, limits: BUCKETS, conditions: false },
  namesServer: false,
  limitations: () => [HEADERS],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.envoy.yaml`,
  render: renderEnvoyHeaders,
})
