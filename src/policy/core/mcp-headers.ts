import type { OtherRequest } from './simulation.ts'
import type { Limitation } from './snippet.ts'

/** When rules by the headers of the protocol hold. */
export const HEADERS: Limitation = {
  what: 'It applies only if client and server use the 2026-07-28 protocol and the server refuses headers that differ from the body. Requests without the headers are refused.',
}

/**
 * Characters of which a header can be compared with a rule, and how many: what names of tools should have.
 * Source: modelcontextprotocol.io/specification/2026-07-28, Tools, tool names.
 */
export const PLAIN_CHARACTERS = 'A-Za-z0-9_.-'
export const MAX_NAME_LENGTH = 128

const PLAIN = new RegExp(`^[${PLAIN_CHARACTERS}]{1,${MAX_NAME_LENGTH}}$`)

/** Names that headers carry in another form, or together with others; rules by headers refuse their calls. */
export const UNPLAIN_NAMES = {
  is: (tool: string): boolean => !PLAIN.test(tool),
  what: 'Header rules refuse tool names with characters other than letters, digits, underscore, hyphen and dot, and names of more than 128 characters. A header encodes such a name in Base64, or it holds several names.',
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
  { what: 'a call of several names', method: 'tools/call', name: 'a, b', wanted: 'deny' },
  { what: 'a call of a name in quotes', method: 'tools/call', name: '"a"', wanted: 'deny' },
  { what: 'a call with a name that is too long', method: 'tools/call', name: 'a'.repeat(129), wanted: 'deny' },
  { what: 'a call in other letters', method: 'TOOLS/CALL', name: 'a', wanted: 'deny' },
  { what: 'a call with its first letter changed', method: 'Tools/call', name: 'a', wanted: 'deny' },
  { what: 'a request with two methods', method: 'tools/call, tools/list', name: 'a', wanted: 'deny' },
  { what: 'a notification', method: 'notifications/tools/list_changed', wanted: 'pass' },
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
