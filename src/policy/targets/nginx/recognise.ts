import type { Recogniser } from '../../core/linter.ts'

const HEADERS = ['$http_mcp_method', '$http_mcp_name']

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /\.conf$/,
  recognise({ text }) {
    if (!HEADERS.some((header) => text.includes(header))) return undefined
    return /(?:^|\n)[ \t]*(?:map|if|server|location|limit_req_zone)\b/.test(text) ? 'certain' : undefined
  },
}
