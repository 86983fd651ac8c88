/**
 * A string literal of Cedar; everything beyond printable ASCII is written by its code point.
 * Source: docs.cedarpolicy.com, policies/syntax-grammar, STR and its escapes.
 */
export function cedarString(text: string): string {
  const body = [...text].map((char) => {
    if (char === '"' || char === '\\') return `\\${char}`
    return char >= ' ' && char <= '~' ? char : `\\u{${(char.codePointAt(0) as number).toString(16)}}`
  })
  return `"${body.join('')}"`
}

/** A pattern of `like` in which every `*` stands for any text. */
export const cedarPattern = (text: string): string => cedarString(text)

const LITERAL = /^"((?:[^"\\]|\\["\\]|\\u\{[0-9a-f]{1,6}\})*)"$/

/** The text of a literal that {@link cedarString} wrote; undefined for anything else. */
export function readCedarString(literal: string): string | undefined {
  const body = LITERAL.exec(literal)?.[1]
  return body?.replace(
    /\\(?:(["\\])|u\{([0-9a-f]+)\})/g,
    (_, plain: string | undefined, code: string) => plain ?? String.fromCodePoint(Number.parseInt(code, 16)),
  )
}
