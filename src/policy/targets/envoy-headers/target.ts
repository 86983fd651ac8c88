import { defineTarget } from '../../core/define-target.ts'
import { HEADERS, refuseHeaderName } from '../../core/mcp-headers.ts'
import { envoyHeadersLinter } from './lint.ts'
import { renderEnvoyHeaders } from './render.ts'
import { simulateEnvoyHeaders } from './simulate.ts'

/** The RBAC filter of Envoy in front of a server that speaks MCP of 2026-07-28. */
export const envoyHeaders = defineTarget({
  id: 'envoy-headers',
  label: 'Envoy by headers',
  subject: 'Envoy',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'Envoy 1.20, and MCP 2026-07-28 on both sides',
  about: 'Envoy itself, or whatever is built on it, ruling by the headers of the newest protocol.',
  sources: [
    { what: 'envoyproxy.io, api-v3 config.rbac.v3 and config.route.v3.HeaderMatcher', read: '2026-11-21' },
    { what: 'modelcontextprotocol.io/specification/2026-07-28, Streamable HTTP', read: '2026-11-21' },
  ],
  proof: [
    {
      grade: 'model',
      by: 'envoyproxy.io, api-v3 config.rbac.v3 and config.route.v3.HeaderMatcher',
      read: '2026-11-21',
    },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer: 'Put it into http_filters of the listener in front of the server, before the router.',
    },
    {
      ask: 'When does it hold?',
      answer:
        'Where client and server speak the protocol of 2026-07-28 and the server refuses headers that differ from the body. Requests without mcp-method are refused.',
    },
  ],
  capabilities: { ask: false, hide: false, limits: false, conditions: false },
  namesServer: false,
  refuseName: refuseHeaderName,
  limitations: () => [HEADERS],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.rbac.yaml`,
  render: renderEnvoyHeaders,
  simulate: simulateEnvoyHeaders,
  linter: envoyHeadersLinter,
})
