import type { Counting } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { HEADERS, UNPLAIN_NAMES } from '../../core/mcp-headers.ts'
import type { Limitation } from '../../core/snippet.ts'
import { bucketOf, countable, MINUTES, openMinutes, SLOWEST, secondsEach } from './leaky-bucket.ts'
import { renderNginx } from './render.ts'

const LEAKS: Counting = {
  words(limit) {
    const bucket = bucketOf(limit)
    if (bucket) {
      const seconds = Math.ceil(60 / bucket.rate)
      return `at most ${limit.max} in any ${limit.per}: ${bucket.burst + 1} at once, then one every ${seconds === 1 ? 'second' : `${seconds} seconds`}`
    }
    const minutes = openMinutes(limit)
    return limit.per === 'hour'
      ? `at most ${limit.max} in one ${limit.per}: one in each of the minutes ${minutes
          .filter((minute) => minute < MINUTES.hour)
          .join(', ')} of the hour`
      : `at most ${limit.max} in one ${limit.per}: one in each of ${limit.max} minutes that are spread over the ${limit.per}`
  },
  bucket: (limits) =>
    limits.map((limit) => {
      const bucket = bucketOf(limit) ?? SLOWEST
      return { size: bucket.burst + 1, secondsEach: secondsEach(bucket) }
    }),
  openMinutes: ([limit]) => (limit && !bucketOf(limit) ? openMinutes(limit) : undefined),
  keep: countable,
  about:
    'All callers share the count, which one NGINX keeps in memory until it restarts. Refused calls get status 429.',
}

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'nginx',
  label: 'NGINX (MCP header rules)',
  subject: 'NGINX',
  kind: 'gateway',
  language: 'nginx',
  minimumVersion: 'NGINX 1.22, and MCP 2026-07-28 on both sides',
  about: 'NGINX rules on the MCP headers, which the 2026-07-28 protocol added.',
  sources: [
    { what: 'modelcontextprotocol.io/specification/2026-07-28, Streamable HTTP', read: '2026-11-21' },
    { what: 'nginx.org/en/docs/http/ngx_http_map_module.html', read: '2026-11-21' },
    { what: 'nginx.org/en/docs/http/ngx_http_limit_req_module.html', read: '2026-11-21' },
    { what: 'nginx/nginx 3f6f7824d, src/http/modules/ngx_http_limit_req_module.c', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'NGINX', version: '1.22.1' },
    { grade: 'model', by: 'nginx/nginx 3f6f7824d, src/http/modules/ngx_http_limit_req_module.c', read: '2026-11-21' },
    { grade: 'model', by: 'nginx.org/en/docs/http/ngx_http_map_module.html', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Add the maps and zones to the http block, and the rest to the server’s location. Check with nginx -t before you reload. A location with proxy_set_header lines ignores those of outer blocks: repeat them.',
    },
    {
      ask: 'When does it apply?',
      answer:
        'If client and server use the 2026-07-28 protocol and the server refuses headers that differ from the body. Requests without the headers are refused.',
    },
    {
      ask: 'How does it count?',
      answer:
        'limit_req allows a whole number of calls per second or minute. So a limit per minute becomes a burst and a rate that together never exceed it. One call per minute is the slowest rate. For a lower limit, such as an hourly one, the snippet allows one call in each of a few minutes.',
    },
    {
      ask: 'Can each caller have its own limit?',
      answer:
        'Yes: put a variable that identifies the caller, such as $http_authorization, before the tool in the map of counted calls. Each caller then has its own count.',
    },
  ],
  capabilities: { ask: false, hide: false, refuses: UNPLAIN_NAMES, limits: LEAKS, conditions: false },
  namesServer: false,
  limitations: (lowered) => [
    HEADERS,
    ...(lowered.some(({ rule, effect }) => effect === 'limit' && rule.limits.some((limit) => !bucketOf(limit)))
      ? [OPEN_MINUTES]
      : []),
  ],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.mcp.conf`,
  render: renderNginx,
})

const OPEN_MINUTES: Limitation = {
  what: 'NGINX’s slowest rate is one call per minute. For a lower limit, the snippet allows one call in each of a few minutes and refuses calls in all others.',
}
