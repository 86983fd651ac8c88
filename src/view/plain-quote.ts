import { placeOf } from './rationale.ts'
import { plainText } from './segments.ts'

const MAX_QUOTE_CHARS = 160

/** Words of a definition and where they stand, as plain text in which nothing is hidden. */
export function plainQuote(quote: string, field: string): string {
  const shown = quote.length > MAX_QUOTE_CHARS ? `${quote.slice(0, MAX_QUOTE_CHARS).toWellFormed()}…` : quote
  return `“${plainText(shown)}” in ${placeOf(field)}`
}
