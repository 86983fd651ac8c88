import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Parser } from 'yaml'
import { type DocumentNode, MAX_DEPTH, type Member, type ReadProblem, TOO_DEEP } from './document.ts'

/** A text that was read as YAML: one root for each of its documents. */
export interface YamlDocument {
  roots: DocumentNode[]
  problems: ReadProblem[]
}

/**
 * Reads YAML 1.2, with anchors and aliases. Never throws, whatever the parser does.
 * @param text without a byte order mark.
 */
export function readYamlDocument(text: string): YamlDocument {
  const deep = deepLine(text)
  if (deep !== undefined) return { roots: [], problems: [{ what: TOO_DEEP, start: deep, end: deep + 1 }] }
  try {
    const documents = composed(text)
    return { roots: documents.flatMap((document) => rootOf(document) ?? []), problems: [] }
  } catch (error) {
    // The first problem, or what the parser throws as it comes: code points that do not exist, aliases of nothing.
    const what = error instanceof Error ? error.message : String(error)
    const [start, end] = error instanceof FirstProblem ? error.place : [0, 0]
    return { roots: [], problems: [{ what, start, end: Math.max(start, end) }] }
  }
}

class FirstProblem extends Error {
  readonly place: readonly [number, number]

  constructor(what: string, place: readonly [number, number]) {
    super(what)
    this.place = place
  }
}

/** Warnings, such as those of unknown tags and directives, beyond which a text is taken to be something else. */
const MAX_WARNINGS = 100

/** The documents of a text. It ends at the first problem: a hostile text has one at every character, and each costs time. */
function composed(text: string): Document.Parsed[] {
  // Keys are compared by the rules and not by the parser, which compares each with all others.
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', merge: false })
  let warnings = 0
  let first: FirstProblem | undefined
  Object.assign(composer, {
    onError(source: Source, _code: string, what: string, isWarning?: boolean) {
      if (isWarning && ++warnings <= MAX_WARNINGS) return
      // The composer catches what is thrown and reports that again, at a place farther out.
      first ??= new FirstProblem(what, placeOf(source))
      throw first
    },
  })
  const documents: Document.Parsed[] = []
  for (const document of composer.compose(new Parser().parse(text), false, text.length)) {
    const [error] = document.errors
    if (error) throw new FirstProblem(error.message, error.pos)
    documents.push(document)
  }
  return documents
}

type Source = number | [number, number] | { range?: [number, number]; offset: number; source?: string }

function placeOf(source: Source): [number, number] {
  if (typeof source === 'number') return [source, source + 1]
  if (Array.isArray(source)) return source
  return [source.offset, source.offset + (source.source?.length ?? 1)]
}

function rootOf(document: Document.Parsed): DocumentNode | undefined {
  const anchors = new Map<string, DocumentNode>()
  const read = (raw: unknown, place: number): DocumentNode => {
    const node = raw as Node | null
    if (!node) return { kind: 'null', value: null, start: place, end: place }
    const [start = place, end = place] = node.range ?? []
    if (isAlias(node)) return anchors.get(node.source) ?? { kind: 'other', start, end }
    const made: DocumentNode = { kind: 'other', start, end }
    if ('anchor' in node && node.anchor) anchors.set(node.anchor, made)
    if (isMap(node)) {
      made.kind = 'map'
      made.members = node.items.map((pair) => memberOfPair(pair as Pair, start))
    } else if (isSeq(node)) {
      made.kind = 'list'
      made.items = node.items.map((item) => read(item, start))
    } else if (isScalar(node)) Object.assign(made, scalarOf(node.value))
    return made
  }
  const memberOfPair = (pair: Pair, place: number): Member => {
    const key = read(pair.key, place)
    return { name: key.value === undefined ? '' : String(key.value), key, node: read(pair.value, key.end) }
  }
  const { contents } = document
  return contents === null ? undefined : read(contents, 0)
}

function scalarOf(value: unknown): Pick<DocumentNode, 'kind' | 'value'> {
  if (value === null) return { kind: 'null', value: null }
  if (typeof value === 'string') return { kind: 'text', value }
  if (typeof value === 'number') return { kind: 'number', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  return { kind: 'other' }
}

/**
 * Where a text is nested too deep, by its indentation, its dashes and its brackets; undefined where it is not. It counts
 * brackets in quotes, too, so it can see more levels than there are.
 */
function deepLine(text: string): number | undefined {
  const indents: number[] = []
  let brackets = 0
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    let index = start
    while (index < end && ' \t'.includes(text[index] as string)) index++
    let column = index - start
    const levels = [column]
    while (index < end && '-?:'.includes(text[index] as string) && ' \t\r\n'.includes(text[index + 1] ?? '\n')) {
      index++
      while (index < end && ' \t'.includes(text[index] as string)) index++
      column = index - start
      if (levels.push(column) > MAX_DEPTH) return index
    }
    if (index < end && text[index] !== '#') {
      while (indents.length > 0 && (indents.at(-1) as number) >= (levels[0] as number)) indents.pop()
      indents.push(...levels)
      if (indents.length > MAX_DEPTH) return index
    }
    for (; index < end; index++) {
      const char = text[index]
      if (char === '[' || char === '{') {
        if (++brackets > MAX_DEPTH) return index
      } else if ((char === ']' || char === '}') && brackets > 0) brackets--
    }
    start = end + 1
  }
  return undefined
}
