import type { Span } from './document.ts'

/** One token of Cedar. */
export interface CedarToken extends Span {
  kind: 'word' | 'string' | 'sign'
  text: string
}

/** One policy: its tokens without the semicolon. */
export type CedarStatement = CedarToken[]

/**
 * Splits a text into policies and tokens; comments are left out. Linear in the length of the text.
 * Source: docs.cedarpolicy.com, policies/syntax-grammar.
 */
export function cedarStatements(text: string): CedarStatement[] {
  const statements: CedarStatement[] = []
  let tokens: CedarStatement = []
  for (let index = 0; index < text.length; ) {
    const char = text[index] as string
    if (char === '/' && text[index + 1] === '/') {
      const end = text.indexOf('\n', index)
      index = end < 0 ? text.length : end
    } else if (char === '"') {
      const start = index++
      while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
      index = Math.min(index + 1, text.length)
      tokens.push({ kind: 'string', text: text.slice(start, index), start, end: index })
    } else if (/[A-Za-z0-9_]/.test(char)) {
      const start = index
      while (index < text.length && /[A-Za-z0-9_]/.test(text[index] as string)) index++
      tokens.push({ kind: 'word', text: text.slice(start, index), start, end: index })
    } else if (/\s/.test(char)) index++
    else if (char === ';') {
      if (tokens.length > 0) statements.push(tokens)
      tokens = []
      index++
    } else {
      const length = text.startsWith('::', index) ? 2 : 1
      tokens.push({ kind: 'sign', text: text.slice(index, index + length), start: index, end: index + length })
      index += length
    }
  }
  if (tokens.length > 0) statements.push(tokens)
  return statements
}

/** What a policy does, annotations aside: permit or forbid; undefined for anything else. */
export function cedarEffect(statement: CedarStatement): 'permit' | 'forbid' | undefined {
  let index = 0
  while (statement[index]?.text === '@') index += statement[index + 2]?.text === '(' ? 5 : 2
  const word = statement[index]?.text
  return (word === 'permit' || word === 'forbid') && statement[index + 1]?.text === '(' ? word : undefined
}

/** Entities that a policy names, such as `Action::"call_tool"`: the words before the last `::`, and the literal. */
export function* cedarEntities(statement: CedarStatement): Generator<Span & { type: string; literal: string }> {
  for (let index = 2; index < statement.length; index++) {
    const literal = statement[index]
    if (literal?.kind !== 'string' || statement[index - 1]?.text !== '::') continue
    let first = index - 2
    // Two names are enough to tell a namespace.
    if (statement[first - 1]?.text === '::' && statement[first - 2]?.kind === 'word') first -= 2
    const words = statement.slice(first, index - 1).map(({ text }) => text)
    yield { type: words.join(''), literal: literal.text, start: (statement[first] ?? literal).start, end: literal.end }
  }
}
