import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type Scalar } from 'yaml'
import { goQuote } from '../../core/go-text.ts'

type Child = Node | null

/** Members of one name that are compared; each pair is an error, and a hostile file could have millions. */
const MAX_REPEATED = 30

/**
 * Reads YAML nodes as Go's yaml.v3 does into typed fields: a wrong kind of node is an error with its line, a repeated
 * key discards its mapping, and a scalar of any type becomes text where text is wanted.
 * Source: gopkg.in/yaml.v3, decode.go and resolve.go.
 */
export class YamlDecoder {
  readonly errors: string[] = []
  readonly root: Child
  /** The message for a text that is no YAML at all. */
  readonly broken: string | undefined
  readonly #lines = new LineCounter()
  readonly #follow: (node: Child) => Child

  constructor(text: string) {
    const document = parseDocument(text, { version: '1.1', lineCounter: this.#lines, uniqueKeys: false, merge: false })
    const error = document.errors[0]
    if (error) {
      const message = (error.message.split('\n')[0] as string).replace(/ at line .*$/, '')
      this.broken = `yaml: line ${error.linePos?.[0].line ?? 1}: ${message}`
    }
    this.root = document.contents as Child
    this.#follow = (node) => (isAlias(node) ? ((node.resolve(document) as Node | undefined) ?? null) : node)
  }

  /** Calls `each` for every member of a mapping, in order; says whether there was one. */
  pairs(raw: Child, type: string, each: (name: string, child: Child) => void): void {
    const node = this.#follow(raw)
    if (isNothing(node)) return
    if (!isMap(node)) {
      this.#mismatch(node, type)
      return
    }
    const members = (node.items as Pair<Node, Node | null>[]).map(({ key, value }) => ({
      key,
      name: nameOf(key),
      value,
    }))
    const before = this.errors.length
    const repeated = [...Map.groupBy(members.entries(), ([, { name }]) => name).values()].filter(
      ({ length }) => length > 1,
    )
    const pairs = repeated.flatMap((same) =>
      same
        .slice(0, MAX_REPEATED)
        .flatMap(([first, { key, name }], place) =>
          same.slice(place + 1, MAX_REPEATED).map(([, later]) => ({ first, key, name, later })),
        ),
    )
    for (const { key, name, later } of pairs.toSorted((a, b) => a.first - b.first))
      this.errors.push(
        `line ${this.#line(later.key)}: mapping key ${goQuote(name)} already defined at line ${this.#line(key)}`,
      )
    if (this.errors.length > before) return
    for (const { name, value } of members) each(name, value ?? null)
  }

  /** The items of a sequence; none for an absent one. */
  list<T>(raw: Child, type: string, each: (child: Child, index: number) => T): T[] {
    const node = this.#follow(raw)
    if (isNothing(node)) return []
    if (isSeq(node)) return node.items.map((child, index) => each(child as Child, index))
    this.#mismatch(node, type)
    return []
  }

  /** Text; every scalar is some, and an absent one is empty. */
  text(raw: Child): string {
    const node = this.#follow(raw)
    if (isNothing(node)) return ''
    if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
    this.#mismatch(node, 'string')
    return ''
  }

  /** A whole number; an absent one is 0. */
  integer(raw: Child): number {
    const node = this.#follow(raw)
    if (isNothing(node)) return 0
    if (isScalar(node) && Number.isInteger(node.value)) return node.value as number
    this.#mismatch(node, 'int')
    return 0
  }

  /** Any value. yes, no, on, off and times of day are text to yaml.v3 where no type is asked for. */
  any(raw: Child): unknown {
    const node = this.#follow(raw)
    if (isNothing(node)) return null
    if (isSeq(node)) return node.items.map((child) => this.any(child as Child))
    if (isMap(node)) {
      const members = (node.items as Pair<Node, Node | null>[]).map(({ key, value }) => [nameOf(key), this.any(value)])
      return Object.fromEntries(members)
    }
    if (!isScalar(node)) return null
    return isTextToGo(node) ? node.source : node.value
  }

  #mismatch(node: Node, type: string): void {
    this.errors.push(`line ${this.#line(node)}: cannot unmarshal ${kindOf(node)} into ${type}`)
  }

  #line(node: Node): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line
  }
}

function isNothing(node: Child): node is null {
  return node === null || (isScalar(node) && node.value === null)
}

function isTextToGo({ value, source = '' }: Scalar): boolean {
  return (
    (typeof value === 'boolean' && !/^(true|false)$/i.test(source)) ||
    (typeof value === 'number' && source.includes(':'))
  )
}

function nameOf(key: Node): string {
  return isScalar(key) ? String(key.source ?? key.value) : ''
}

function kindOf(node: Node): string {
  if (isMap(node)) return '!!map'
  if (isSeq(node)) return '!!seq'
  const value = isScalar(node) && !isTextToGo(node) ? node.value : ''
  const text = isScalar(node) ? (node.source ?? String(node.value)) : ''
  const number = Number.isInteger(value) && !/[.e]/i.test(text.replace(/^0x.*/i, '')) ? '!!int' : '!!float'
  const tag = typeof value === 'number' ? number : typeof value === 'boolean' ? '!!bool' : '!!str'
  return `${tag} \`${text.length > 10 ? `${text.slice(0, 7)}...` : text}\``
}
