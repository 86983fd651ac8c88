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
  label: 'NGINX by headers',
  subject: 'NGINX',
  kind: 'gateway',
  language: 'nginx',
  minimumVersion: 'NGINX 1.22, and MCP 2026-07-28 on both sides',
  about: 'Any reverse proxy can rule by the headers of the newest protocol; this is NGINX.',
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
        'The maps and zones go into the http block, the rest into the location of the server. nginx -t checks both before you reload. A location with proxy_set_header lines ignores those of outer blocks: repeat them.',
    },
    {
      ask: 'When does it hold?',
      answer:
        'Where client and server speak the protocol of 2026-07-28 and the server refuses headers that differ from the body. Requests without the headers are refused.',
    },
    {
      ask: 'How does it count?',
      answer:
        'limit_req lets calls leak out at whole numbers a second or a minute. So a limit a minute becomes a burst and a rate that together never exceed it. One call a minute is the slowest rate: for a lower limit, such as one by the hour, single minutes are open for one call each.',
    },
    {
      ask: 'Can it count for each caller?',
      answer:
        'Put a variable that names the caller, such as $http_authorization, before the tool in the map of counted calls. Each caller then has counts of its own.',
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
  what: 'NGINX counts no more slowly than one call a minute. For a lower limit the snippet opens single minutes, each for one call, and refuses calls in all others.',
}
