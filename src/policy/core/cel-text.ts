/**
 * A string literal of CEL; everything beyond printable ASCII is written by its code point.
 * Source: cel-spec, langdef.md, string and bytes values.
 */
export function celString(text: string): string {
  const body = [...text].map((char) => {
    if (char === '"' || char === '\\') return `\\${char}`
    if (char >= ' ' && char <= '~') return char
    const code = char.codePointAt(0) as number
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `"${body.join('')}"`
}

const LITERAL = /"((?:[^"\\]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*)"/g

/** The texts of all literals in an expression that {@link celString} wrote. */
export function readCelStrings(expression: string): string[] {
  return [...expression.matchAll(LITERAL)].map(([, body = '']) =>
    body.replace(
      /\\(?:(["\\])|u([0-9a-f]{4})|U([0-9a-f]{8}))/g,
      (_, plain?: string, short?: string, long?: string) =>
        plain ?? String.fromCodePoint(Number.parseInt((short ?? long) as string, 16)),
    ),
  )
}

/** Every text and number in an expression. */
export function celConstants(expression: string): (string | number)[] {
  const numbers = [...expression.replace(LITERAL, '').matchAll(/\b\d+(?:\.\d+)?\b/g)].map(([number]) => Number(number))
  return [...new Set([...readCelStrings(expression), ...numbers])]
}
