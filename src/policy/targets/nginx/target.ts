import { defineTarget } from '../../core/define-target.ts'
import { HEADERS, refuseHeaderName } from '../../core/mcp-headers.ts'
import { nginxLinter } from './lint.ts'
import { renderNginx } from './render.ts'
import { simulateNginx } from './simulate.ts'

/** NGINX in front of a server that speaks MCP of 2026-07-28. */
export const nginx = defineTarget({
  id: 'nginx',
  label: 'NGINX by headers',
  subject: 'NGINX',
  kind: 'gateway',
  language: 'nginx',
  minimumVersion: 'MCP 2026-07-28 on both sides',
  about: 'Any reverse proxy can rule by the headers of the newest protocol; this is NGINX.',
  sources: [
    { what: 'modelcontextprotocol.io/specification/2026-07-28, Streamable HTTP', read: '2026-11-21' },
    { what: 'nginx.org/en/docs/http/ngx_http_map_module.html', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'NGINX', version: '1.22.1' },
    { grade: 'model', by: 'nginx.org/en/docs/http/ngx_http_map_module.html', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'The map goes into the http block, the if into the location of the server. nginx -t checks both before you reload.',
    },
    {
      ask: 'When does it hold?',
      answer:
        'Where client and server speak the protocol of 2026-07-28 and the server refuses headers that differ from the body. Requests without the headers are refused.',
    },
  ],
  capabilities: { ask: false, hide: false, limits: false, conditions: false },
  namesServer: false,
  refuseName: refuseHeaderName,
  limitations: () => [HEADERS],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.mcp.conf`,
  render: renderNginx,
  simulate: simulateNginx,
  linter: nginxLinter,
})
