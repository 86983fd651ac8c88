import type { DocumentNode, Member, Span } from './document.ts'

/**
 * The tree of a TOML text that a parser took, with the place of every part; the parser says what is valid, this says where
 * it is. Numbers and dates keep no more than what kind they are of, which is all that rules ask.
 * Source: toml.io, TOML 1.0.0.
 */
export function placeToml(text: string): DocumentNode {
  return new TomlPlaces(text).root
}

interface Key extends Span {
  name: string
}

class TomlPlaces {
  readonly root: DocumentNode
  readonly #text: string
  #index = 0
  // Members by name, so that a table with many of them is not searched from its beginning each time.
  readonly #byName = new Map<DocumentNode, Map<string, Member>>()

  constructor(text: string) {
    this.#text = text
    this.root = { kind: 'map', start: 0, end: text.length, members: [] }
    let table = this.root
    for (this.#skip(); this.#index < text.length; this.#skip()) {
      if (text[this.#index] !== '[') {
        this.#assign(table)
        continue
      }
      const isList = text[this.#index + 1] === '['
      this.#index += isList ? 2 : 1
      const keys = this.#keys()
      this.#index += isList ? 2 : 1
      table = isList ? this.#listed(keys) : this.#table(this.root, keys)
    }
  }

  /** A member of a map; made when it is not there. */
  #member(map: DocumentNode, key: Key, make: () => DocumentNode): DocumentNode {
    let names = this.#byName.get(map)
    if (!names) {
      names = new Map()
      this.#byName.set(map, names)
    }
    let member = names.get(key.name)
    if (!member) {
      member = { name: key.name, key: { start: key.start, end: key.end }, node: make() }
      names.set(key.name, member)
      map.members?.push(member)
    }
    // A name of a list of tables means its last one.
    const last = member.node.kind === 'list' ? member.node.items?.at(-1) : undefined
    return last?.kind === 'map' ? last : member.node
  }

  #table(from: DocumentNode, keys: readonly Key[]): DocumentNode {
    let map = from
    for (const key of keys)
      map = this.#member(map, key, () => ({ kind: 'map', start: key.start, end: key.end, members: [] }))
    return map
  }

  #listed(keys: readonly Key[]): DocumentNode {
    const last = keys.at(-1) as Key
    const parent = this.#table(this.root, keys.slice(0, -1))
    const table: DocumentNode = { kind: 'map', start: last.start, end: last.end, members: [] }
    const names = this.#byName.get(parent)
    const list = names?.get(last.name)?.node
    if (list?.items) list.items.push(table)
    else this.#member(parent, last, () => ({ kind: 'list', start: last.start, end: last.end, items: [table] }))
    return table
  }

  #assign(table: DocumentNode): void {
    const keys = this.#keys()
    this.#index++ // The equals sign.
    this.#blanks()
    const node = this.#value()
    const last = keys.at(-1) as Key
    this.#member(this.#table(table, keys.slice(0, -1)), last, () => node)
  }

  #keys(): Key[] {
    const keys: Key[] = []
    for (;;) {
      this.#blanks()
      const start = this.#index
      const quote = this.#text[start]
      const name = quote === '"' || quote === "'" ? (this.#string().value as string) : this.#word(' \t.=]')
      keys.push({ name, start, end: this.#index })
      this.#blanks()
      if (this.#text[this.#index] !== '.') return keys
      this.#index++
    }
  }

  #value(): DocumentNode {
    const char = this.#text[this.#index]
    if (char === '"' || char === "'") return this.#string()
    if (char === '[') return this.#list()
    if (char === '{') return this.#inline()
    const start = this.#index
    const word = this.#word(',]}#\n\r')
    const end = start + word.trimEnd().length
    const said = word.trimEnd()
    if (said === 'true' || said === 'false') return { kind: 'boolean', value: said === 'true', start, end }
    const number = Number(said.replaceAll('_', ''))
    return Number.isNaN(number) ? { kind: 'other', start, end } : { kind: 'number', value: number, start, end }
  }

  #list(): DocumentNode {
    const node: DocumentNode = { kind: 'list', start: this.#index++, end: 0, items: [] }
    for (this.#skip(); this.#text[this.#index] !== ']' && this.#index < this.#text.length; this.#skip()) {
      if (this.#text[this.#index] === ',') this.#index++
      else node.items?.push(this.#value())
    }
    node.end = ++this.#index
    return node
  }

  #inline(): DocumentNode {
    const node: DocumentNode = { kind: 'map', start: this.#index++, end: 0, members: [] }
    for (this.#skip(); this.#text[this.#index] !== '}' && this.#index < this.#text.length; this.#skip()) {
      if (this.#text[this.#index] === ',') this.#index++
      else this.#assign(node)
    }
    node.end = ++this.#index
    return node
  }

  #string(): DocumentNode {
    const text = this.#text
    const start = this.#index
    const quote = text[start] as string
    const isLong = text.startsWith(quote.repeat(3), start)
    const ending = isLong ? quote.repeat(3) : quote
    let end = start + ending.length
    while (end < text.length && !text.startsWith(ending, end)) end += quote === '"' && text[end] === '\\' ? 2 : 1
    // Up to two quotes may come before those that end a long string.
    if (isLong) while (text[end + 3] === quote) end++
    this.#index = Math.min(end + ending.length, text.length)
    const body = text.slice(start + ending.length, end).replace(isLong ? /^\r?\n/ : /^$/, '')
    const value = quote === '"' ? body.replace(ESCAPE, unescaped) : body
    return { kind: 'text', value, start, end: this.#index }
  }

  /** Everything up to one of some characters. */
  #word(stops: string): string {
    const start = this.#index
    while (this.#index < this.#text.length && !stops.includes(this.#text[this.#index] as string)) this.#index++
    return this.#text.slice(start, this.#index)
  }

  #blanks(): void {
    while (this.#text[this.#index] === ' ' || this.#text[this.#index] === '\t') this.#index++
  }

  /** Blanks, ends of lines and comments. */
  #skip(): void {
    for (; this.#index < this.#text.length; this.#index++) {
      const char = this.#text[this.#index] as string
      if (char === '#') {
        const end = this.#text.indexOf('\n', this.#index)
        this.#index = end < 0 ? this.#text.length : end
      } else if (!' \t\r\n'.includes(char)) return
    }
  }
}

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([btnfre"\\])|[ \t]*\r?\n[ \t\r\n]*)/g
const SHORT: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }

function unescaped(_: string, four?: string, eight?: string, two?: string, short?: string): string {
  const code = four ?? eight ?? two
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  return short === undefined ? '' : (SHORT[short] ?? short)
}
