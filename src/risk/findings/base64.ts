import type { Span } from '../../schema/assessment.ts'
import type { PlacedText } from './strings.ts'

const RUN = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40,4000}={0,2}(?![A-Za-z0-9+/=])/g

/** Runs of Base64 that decode to readable text, with that text. Ids and hashes decode to noise and are left out. */
export function encodedText(texts: readonly PlacedText[]): { span: Span; detail: string }[] {
  return texts.flatMap(({ field, text }) => {
    for (const match of text.matchAll(RUN)) {
      const [quote] = match
      if (!/[a-z]/.test(quote) || !/[A-Z]/.test(quote) || !/\d/.test(quote)) continue
      const decoded = decode(quote)
      if (decoded === undefined) continue
      const span = { field, start: match.index, end: match.index + quote.length, quote }
      return [{ span, detail: `It decodes to “${decoded.slice(0, 200)}”.` }]
    }
    return []
  })
}

function decode(quote: string): string | undefined {
  let binary: string
  try {
    binary = atob(quote)
  } catch {
    return undefined
  }
  // Printable ASCII with words in it; bytes of keys, hashes and pictures hardly ever are.
  return /^[\t\n\r -~]+$/.test(binary) && /[a-z]{3,}/i.test(binary) ? binary : undefined
}
