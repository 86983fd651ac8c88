import type { OtherRequest } from './simulation.ts'
import type { Limitation } from './snippet.ts'

/** When rules by the headers of the protocol hold. */
export const HEADERS: Limitation = {
  what: 'It holds only where client and server speak the protocol of 2026-07-28 and the server refuses headers that differ from the body. Requests without the headers are refused.',
}

/** Why a header cannot carry a name as it is; undefined where it can. */
export function refuseHeaderName(name: string): string | undefined {
  return /^[A-Za-z0-9_.-]{1,128}$/.test(name)
    ? undefined
    : 'A header carries only names of letters, digits, underscore, hyphen and dot as they are; others come in Base64.'
}

/** The header `Mcp-Name` of a call; the beginning of the Base64 form for what it cannot carry as it is. */
export const headerOf = (tool: string): string => (/^[\x21-\x7e]+$/.test(tool) ? tool : '=?base64?')

/** Requests by their two headers, each of which is missing where it is undefined. */
const REQUESTS: { what: string; method?: string; name?: string; wanted: OtherRequest['wanted'] }[] = [
  { what: 'a request without the headers', wanted: 'deny' },
  { what: 'a request that names a tool and no method', name: 'a', wanted: 'deny' },
  { what: 'a call without a name', method: 'tools/call', wanted: 'deny' },
  { what: 'a call with an empty name', method: 'tools/call', name: '', wanted: 'deny' },
  { what: 'a call of a name in Base64', method: 'tools/call', name: '=?base64?YQ==?=', wanted: 'deny' },
  { what: 'the list of tools', method: 'tools/list', wanted: 'pass' },
  { what: 'the start of a session', method: 'initialize', wanted: 'pass' },
  { what: 'a prompt', method: 'prompts/get', name: 'a', wanted: 'pass' },
]

/**
 * What rules by headers do with requests that are no plain calls.
 * @param named the tools that the rules name; other requests may have the same name.
 */
export const headerRequests = (
  passes: (headers: { method?: string; name?: string }) => boolean,
  named: readonly string[],
): OtherRequest[] =>
  [
    ...REQUESTS,
    ...named.slice(0, 3).map((name) => ({
      what: `a prompt called ${name}`,
      method: 'prompts/get',
      name,
      wanted: 'pass' as const,
    })),
  ].map(({ what, wanted, ...headers }) => ({ what, wanted, meets: passes(headers) ? 'pass' : 'deny' }))
