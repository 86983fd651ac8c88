import { readCedarString } from './cedar-text.ts'

/** What an expression says of the arguments of one call. */
export type CedarTest = (input: Readonly<Record<string, unknown>>) => boolean

/** An argument of a type that the operator does not take, or one that is missing. */
export class CedarEvaluationError extends Error {}

/** An argument that is read and missing. */
export class CedarMissingError extends CedarEvaluationError {}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const TOKEN = new RegExp(
  `\\s*(?:(${STRING})|(-?\\d+(?:\\.\\d+)?)|(&&|\\|\\||==|!=|<=|>=|[<>!()[\\],.])|([A-Za-z_][A-Za-z0-9_]*))`,
  'y',
)

type Token = { kind: 'string' | 'number' | 'mark' | 'word'; text: string }

/**
 * Reads the expressions that conditions on arguments are written as: `has`, `like`, comparisons, `contains`, the methods of
 * decimals, `!`, `&&` and `||`. Cedar itself checks the same policies.
 * Source: docs.cedarpolicy.com, operators and functions.
 * @param record the record that holds the arguments, such as `context.input`.
 * @returns undefined for any other text.
 */
export function readCedarExpression(text: string, record: string): CedarTest | undefined {
  const tokens = tokensOf(text)
  if (!tokens) return undefined
  const reader = new Reader(tokens, record.split('.'))
  try {
    const test = reader.or()
    return reader.ended ? test : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text)
    if (!match) return undefined
    const [, string, number, mark, word] = match
    if (string !== undefined) tokens.push({ kind: 'string', text: string })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark })
    else tokens.push({ kind: 'word', text: word as string })
  }
  return tokens
}

const METHODS: Record<string, (difference: number) => boolean> = {
  lessThan: (difference) => difference < 0,
  lessThanOrEqual: (difference) => difference <= 0,
  greaterThan: (difference) => difference > 0,
  greaterThanOrEqual: (difference) => difference >= 0,
}
const OPERATORS: Record<string, string> = {
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
}

class Reader {
  readonly #tokens: readonly Token[]
  readonly #record: readonly string[]
  #at = 0

  constructor(tokens: readonly Token[], record: readonly string[]) {
    this.#tokens = tokens
    this.#record = record
  }

  get ended(): boolean {
    return this.#at === this.#tokens.length
  }

  or(): CedarTest {
    const tests = [this.#and()]
    while (this.#take('||')) tests.push(this.#and())
    return (input) => tests.some((test) => test(input))
  }

  #and(): CedarTest {
    const tests = [this.#unary()]
    while (this.#take('&&')) tests.push(this.#unary())
    return (input) => tests.every((test) => test(input))
  }

  #unary(): CedarTest {
    if (this.#take('!')) {
      const test = this.#unary()
      return (input) => !test(input)
    }
    if (this.#take('(')) {
      const test = this.or()
      this.#expect(')')
      return test
    }
    return this.#peek() === '[' ? this.#contains() : this.#about()
  }

  /** `[…].contains(argument)` */
  #contains(): CedarTest {
    this.#expect('[')
    const values = [this.#literal()]
    while (this.#take(',')) values.push(this.#literal())
    for (const one of [']', '.', 'contains', '(']) this.#expect(one)
    this.#expectRecord()
    const name = this.#attribute()
    this.#expect(')')
    return (input) => values.includes(argumentIn(input, name))
  }

  /** A test of the record or of one argument. */
  #about(): CedarTest {
    this.#expectRecord()
    if (this.#take('has')) {
      const name = this.#string()
      return (input) => Object.hasOwn(input, name)
    }
    const name = this.#attribute()
    if (this.#take('like')) {
      const pattern = wildcard(this.#string())
      return (input) => pattern(textOf(input, name))
    }
    if (this.#take('.')) {
      const method = METHODS[this.#next().text]
      if (!method) throw new SyntaxError()
      this.#expect('(')
      const wanted = this.#literal()
      this.#expect(')')
      return (input) => method(numberOf(input, name) - Number(wanted))
    }
    const operator = this.#next().text
    const wanted = this.#literal()
    if (operator === '==') return (input) => argumentIn(input, name) === wanted
    if (operator === '!=') return (input) => argumentIn(input, name) !== wanted
    const method = METHODS[OPERATORS[operator] ?? '']
    if (!method || typeof wanted !== 'number') throw new SyntaxError()
    return (input) => method(numberOf(input, name) - wanted)
  }

  #attribute(): string {
    this.#expect('[')
    const name = this.#string()
    this.#expect(']')
    return name
  }

  #expectRecord(): void {
    for (const [index, word] of this.#record.entries()) {
      if (index > 0) this.#expect('.')
      this.#expect(word)
    }
  }

  #literal(): unknown {
    if (this.#take('decimal')) {
      this.#expect('(')
      const text = this.#string()
      this.#expect(')')
      return Number(text)
    }
    const { kind, text } = this.#next()
    if (kind === 'number') return Number(text)
    if (kind === 'string') return this.#unquoted(text)
    if (text === 'true' || text === 'false') return text === 'true'
    throw new SyntaxError()
  }

  #string(): string {
    const { kind, text } = this.#next()
    if (kind !== 'string') throw new SyntaxError()
    return this.#unquoted(text)
  }

  #unquoted(text: string): string {
    const value = readCedarString(text)
    if (value === undefined) throw new SyntaxError()
    return value
  }

  #peek(): string | undefined {
    const token = this.#tokens[this.#at]
    return token?.kind === 'string' ? undefined : token?.text
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false
    this.#at++
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new SyntaxError()
  }

  #next(): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw new SyntaxError()
    return token
  }
}

function argumentIn(input: Readonly<Record<string, unknown>>, name: string): unknown {
  if (!Object.hasOwn(input, name)) throw new CedarMissingError(`${name} is missing`)
  return input[name]
}

function textOf(input: Readonly<Record<string, unknown>>, name: string): string {
  const value = argumentIn(input, name)
  if (typeof value !== 'string') throw new CedarEvaluationError(`${name} is no text`)
  return value
}

function numberOf(input: Readonly<Record<string, unknown>>, name: string): number {
  const value = argumentIn(input, name)
  if (typeof value !== 'number') throw new CedarEvaluationError(`${name} is no number`)
  return value
}

/** Whether a text matches a pattern in which `*` stands for any text: its pieces, one after the other. */
export function wildcard(pattern: string): (text: string) => boolean {
  const pieces = pattern.split('*')
  const first = pieces[0] as string
  const last = pieces.at(-1) as string
  if (pieces.length === 1) return (text) => text === pattern
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
    const end = text.length - last.length
    let at = first.length
    for (const piece of pieces.slice(1, -1)) {
      const found = text.indexOf(piece, at)
      if (found < 0 || found + piece.length > end) return false
      at = found + piece.length
    }
    return true
  }
}
