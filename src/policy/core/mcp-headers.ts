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
