import { RE2JS } from 're2js'

/** An expression that was compiled: gives its value for some variables, or throws a {@link CelError}. */
export type CelProgram = (variables: Readonly<Record<string, unknown>>) => unknown

/** Why an expression cannot be read, or cannot be evaluated for some variables. */
export class CelError extends Error {}

type Token = { kind: 'name' | 'text' | 'number' | 'sign' | 'end'; text: string; value?: unknown }

const MAX_DEPTH = 60
const SIGNS = ['||', '&&', '==', '!=', '<=', '>=', '<', '>', '!', '(', ')', '[', ']', '.', ',', '?', ':', '-']
const WORD = /[A-Za-z_]\w*/y
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const SPACE = /\s*/y

/**
 * Compiles what policies use of CEL: `||`, `&&`, `!`, `?:`, comparisons, `in`, members, indexes, lists, `has`, `size`, `json`, and
 * `matches`, `startsWith`, `endsWith` and `contains` of texts. Numbers are those of JSON.
 * Source: cel-spec, langdef.md. An error beside the side that decides `||` or `&&` is absorbed, as it says there.
 * @throws {CelError} for text that is no such expression.
 */
export function compileCel(text: string): CelProgram {
  const reader = new Reader(tokens(text))
  const program = choice(reader, 0)
  reader.take('end')
  return program
}

class Reader {
  private at = 0
  private readonly list: readonly Token[]
  constructor(list: readonly Token[]) {
    this.list = list
  }
  get next(): Token {
    return this.list[this.at] as Token
  }
  is(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.text === sign
  }
  skip(sign: string): boolean {
    if (!this.is(sign)) return false
    this.at++
    return true
  }
  take(kind: Token['kind'], sign?: string): Token {
    const token = this.next
    if (token.kind !== kind || (sign !== undefined && token.text !== sign))
      throw new CelError(`expected ${sign ?? kind}, got ${token.text === '' ? 'the end' : token.text}`)
    this.at++
    return token
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    const [part = ''] = pattern.exec(text) ?? []
    at += part.length
    return part
  }
  for (;;) {
    match(SPACE)
    if (at >= text.length) return [...found, { kind: 'end', text: '' }]
    const char = text[at] as string
    const name = match(WORD)
    const number = name === '' ? match(NUMBER) : ''
    if (name !== '') found.push({ kind: 'name', text: name })
    else if (number !== '') found.push({ kind: 'number', text: number, value: Number(number) })
    else if (char === '"' || char === "'") {
      const end = endOfString(text, at)
      found.push({ kind: 'text', text: text.slice(at, end), value: unescaped(text.slice(at + 1, end - 1)) })
      at = end
    } else {
      const sign = SIGNS.find((one) => text.startsWith(one, at))
      if (sign === undefined) throw new CelError(`${char} is not understood`)
      found.push({ kind: 'sign', text: sign })
      at += sign.length
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === text[start]) return at + 1
  }
  throw new CelError('a text does not end')
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '`': '`',
  '?': '?',
}
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[xX]([0-9A-Fa-f]{2})|([\s\S]))/g

const unescaped = (body: string) =>
  body.replace(ESCAPE, (_, short?: string, long?: string, byte?: string, char = '') => {
    const code = short ?? long ?? byte
    if (code !== undefined) {
      const point = Number.parseInt(code, 16)
      if (point > 0x10ffff) throw new CelError(`${code} is no code point`)
      return String.fromCodePoint(point)
    }
    const plain = ESCAPES[char]
    if (plain === undefined) throw new CelError(`\\${char} is not understood`)
    return plain
  })

function choice(reader: Reader, depth: number): CelProgram {
  if (depth > MAX_DEPTH) throw new CelError('it is nested too deeply')
  const condition = either(reader, depth)
  if (!reader.skip('?')) return condition
  const yes = choice(reader, depth + 1)
  reader.take('sign', ':')
  const no = choice(reader, depth + 1)
  return (variables) => (truth(condition(variables)) ? yes(variables) : no(variables))
}

/** `||` and `&&`: the deciding value wins over an error on the other side. */
const joined =
  (sign: string, deciding: boolean, part: (reader: Reader, depth: number) => CelProgram) =>
  (reader: Reader, depth: number): CelProgram => {
    const parts = [part(reader, depth)]
    while (reader.skip(sign)) parts.push(part(reader, depth))
    const [only] = parts
    if (parts.length === 1 && only) return only
    const partsFor = deciding ? byComparedText(parts) : undefined
    const program: CelProgram = (variables) => {
      let failed: CelError | undefined
      for (const one of partsFor?.(variables) ?? parts) {
        try {
          if (truth(one(variables)) === deciding) return deciding
        } catch (error) {
          if (!(error instanceof CelError)) throw error
          failed ??= error
        }
      }
      if (failed) throw failed
      return !deciding
    }
    const first = only && comparisons.get(only)
    if (first && !deciding) comparisons.set(program, first)
    return program
  }

/** Members that are compared with a text; and what is false, whatever follows, where such a comparison is. */
const comparisons = new WeakMap<CelProgram, { path: string; of: CelProgram; text: string }>()
const MIN_INDEXED = 8

/**
 * Alternatives that each begin with a comparison of one member with a text, by these texts: all others are false. An expression
 * about hundreds of tools then takes no longer than one about a few.
 * @returns those that can be true; undefined where the member is no text. Nothing for other alternatives.
 */
function byComparedText(
  parts: readonly CelProgram[],
): ((variables: Readonly<Record<string, unknown>>) => readonly CelProgram[] | undefined) | undefined {
  const all = parts.flatMap((part) => comparisons.get(part) ?? [])
  const [first] = all
  if (!first || parts.length < MIN_INDEXED || all.length < parts.length || all.some(({ path }) => path !== first.path))
    return undefined
  const byText = Map.groupBy(parts, (part) => comparisons.get(part)?.text)
  return (variables) => {
    try {
      const value = first.of(variables)
      return typeof value === 'string' ? (byText.get(value) ?? []) : undefined
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      return undefined
    }
  }
}

/** A member of a variable as it is written; undefined for anything else. */
function pathOf(program: CelProgram): string | undefined {
  const found = members.get(program)
  if (!found) return names.get(program)
  const of = pathOf(found.of)
  return of === undefined ? undefined : `${of}.${found.name}`
}

const both = joined('&&', false, relation)
const either = joined('||', true, both)

const ORDER: Record<string, (a: number | string, b: number | string) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function relation(reader: Reader, depth: number): CelProgram {
  let left = unary(reader, depth)
  for (;;) {
    const token = reader.next
    const isIn = token.kind === 'name' && token.text === 'in'
    if (!isIn && !(token.kind === 'sign' && (token.text in ORDER || token.text === '==' || token.text === '!=')))
      return left
    reader.take(token.kind)
    left = compared(token.text, left, unary(reader, depth))
  }
}

function compared(sign: string, left: CelProgram, right: CelProgram): CelProgram {
  if (sign === '==') {
    const program: CelProgram = (variables) => equal(left(variables), right(variables))
    const path = pathOf(left)
    const text = literals.get(right)
    if (path !== undefined && typeof text === 'string') comparisons.set(program, { path, of: left, text })
    return program
  }
  if (sign === '!=') return (variables) => !equal(left(variables), right(variables))
  if (sign === 'in') {
    const among = constants.get(right)
    if (among) return (variables) => among.has(left(variables))
    return (variables) => contained(left(variables), right(variables))
  }
  const holds = ORDER[sign] as (a: number | string, b: number | string) => boolean
  return (variables) => {
    const [a, b] = [left(variables), right(variables)]
    if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string'))
      return holds(a, b)
    throw new CelError(`${sign} does not compare ${kindOf(a)} and ${kindOf(b)}`)
  }
}

function contained(value: unknown, among: unknown): boolean {
  if (Array.isArray(among)) return among.some((one) => equal(value, one))
  if (isMap(among)) return typeof value === 'string' && Object.hasOwn(among, value)
  throw new CelError(`in does not look into ${kindOf(among)}`)
}

function unary(reader: Reader, depth: number): CelProgram {
  if (depth > MAX_DEPTH) throw new CelError('it is nested too deeply')
  if (reader.skip('!')) {
    const of = unary(reader, depth + 1)
    return (variables) => !truth(of(variables))
  }
  if (reader.skip('-')) {
    const value = -(reader.take('number').value as number)
    return () => value
  }
  return member(reader, depth)
}

/** Members that were read as such, for `has`; lists of constants, for `in`. */
const members = new WeakMap<CelProgram, { of: CelProgram; name: string }>()
const constants = new WeakMap<CelProgram, ReadonlySet<unknown>>()

function member(reader: Reader, depth: number): CelProgram {
  let value = primary(reader, depth)
  for (;;) {
    const of = value
    if (reader.skip('.')) {
      const { text: name } = reader.take('name')
      if (reader.is('(')) value = method(name, of, list(reader, '(', ')', depth))
      else {
        value = (variables) => memberOf(of(variables), name)
        members.set(value, { of, name })
      }
    } else if (reader.skip('[')) {
      const index = choice(reader, depth + 1)
      reader.take('sign', ']')
      value = (variables) => memberOf(of(variables), index(variables))
    } else return value
  }
}

function memberOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value) && typeof key === 'number' && key in value) return value[key]
  if (isMap(value) && typeof key === 'string' && Object.hasOwn(value, key)) return value[key]
  throw new CelError(`${kindOf(value)} has no ${String(key)}`)
}

function primary(reader: Reader, depth: number): CelProgram {
  const token = reader.next
  if (reader.is('[')) {
    const items = list(reader, '[', ']', depth)
    const program: CelProgram = (variables) => items.map((item) => item(variables))
    const fixed = items.flatMap((item) => (literals.has(item) ? [literals.get(item)] : []))
    if (fixed.length === items.length) constants.set(program, new Set(fixed))
    return program
  }
  if (reader.skip('(')) {
    const inner = choice(reader, depth + 1)
    reader.take('sign', ')')
    return inner
  }
  if (token.kind === 'text' || token.kind === 'number') {
    reader.take(token.kind)
    return literal(token.value)
  }
  const { text: name } = reader.take('name')
  if (name === 'true' || name === 'false') return literal(name === 'true')
  if (name === 'null') return literal(null)
  if (reader.is('(')) return called(name, list(reader, '(', ')', depth))
  const program: CelProgram = (variables) => {
    if (!Object.hasOwn(variables, name)) throw new CelError(`there is no ${name}`)
    return variables[name]
  }
  names.set(program, name)
  return program
}

/** Variables that were read as such. */
const names = new WeakMap<CelProgram, string>()

const literals = new WeakMap<CelProgram, unknown>()
function literal(value: unknown): CelProgram {
  const program: CelProgram = () => value
  literals.set(program, value)
  return program
}

function list(reader: Reader, open: string, close: string, depth: number): CelProgram[] {
  reader.take('sign', open)
  const items: CelProgram[] = []
  while (!reader.is(close)) {
    items.push(choice(reader, depth + 1))
    if (!reader.skip(',')) break
  }
  reader.take('sign', close)
  return items
}

function called(name: string, args: readonly CelProgram[]): CelProgram {
  const [only] = args
  if (args.length !== 1 || !only) throw new CelError(`${name} takes one argument`)
  if (name === 'has') {
    const found = members.get(only)
    if (!found) throw new CelError('has takes a member')
    return (variables) => {
      const value = found.of(variables)
      if (!isMap(value)) throw new CelError(`${kindOf(value)} has no members`)
      return Object.hasOwn(value, found.name)
    }
  }
  if (name === 'size') return (variables) => sizeOf(only(variables))
  if (name === 'json') return parsed(only)
  throw new CelError(`there is no function ${name}`)
}

/** The value of a text of JSON; the last one is kept, because an expression names the same text many times. */
function parsed(of: CelProgram): CelProgram {
  return (variables) => {
    const text = of(variables)
    if (typeof text !== 'string') throw new CelError(`json does not read ${kindOf(text)}`)
    if (last.text !== text) {
      try {
        last = { text, value: JSON.parse(text) }
      } catch {
        throw new CelError('the text is not JSON')
      }
    }
    return last.value
  }
}
let last: { text?: string; value?: unknown } = {}

function method(name: string, of: CelProgram, args: readonly CelProgram[]): CelProgram {
  const [only] = args
  if (name === 'size' && args.length === 0) return (variables) => sizeOf(of(variables))
  if (args.length !== 1 || !only) throw new CelError(`${name} takes one argument`)
  const texts =
    (holds: (text: string, other: string) => boolean): CelProgram =>
    (variables) => {
      const [text, other] = [of(variables), only(variables)]
      if (typeof text === 'string' && typeof other === 'string') return holds(text, other)
      throw new CelError(`${name} does not read ${kindOf(text)}`)
    }
  if (name === 'startsWith') return texts((text, other) => text.startsWith(other))
  if (name === 'endsWith') return texts((text, other) => text.endsWith(other))
  if (name === 'contains') return texts((text, other) => text.includes(other))
  if (name !== 'matches') throw new CelError(`there is no function ${name}`)
  const fixed = literals.get(only)
  const pattern = typeof fixed === 'string' ? compiled(fixed) : undefined
  return texts((text, other) => (pattern ?? compiled(other)).matcher(text).find())
}

function compiled(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    throw new CelError(error instanceof Error ? error.message : String(error))
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length
  if (Array.isArray(value)) return value.length
  if (isMap(value)) return Object.keys(value).length
  throw new CelError(`${kindOf(value)} has no size`)
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new CelError(`${kindOf(value)} is neither true nor false`)
}

/** Whether two values are equal; lists and maps by what they hold. */
function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => equal(one, b[at]))
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  }
  return a === b
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`)
