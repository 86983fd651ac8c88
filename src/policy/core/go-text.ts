const NAMED: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}

/**
 * Text as Go's `%q` prints it, for messages that must be those of a target written in Go.
 * Source: Go's strconv.Quote.
 */
export function goQuote(text: string): string {
  return `"${Array.from(text.toWellFormed(), quoteOne).join('')}"`
}

function quoteOne(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (NAMED[char]) return NAMED[char]
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
  if (char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char)) return char
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}
