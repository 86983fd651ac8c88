import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments } from 'yaml'
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
    // Keys are compared here and not by the parser, which compares each with all others.
    const parsed = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent', merge: false })
    const documents = Array.isArray(parsed) ? parsed : []
    const [error] = documents.flatMap(({ errors }) => errors)
    if (error)
      return { roots: [], problems: [{ what: error.message, start: error.pos[0], end: Math.max(...error.pos) }] }
    return { roots: documents.flatMap((document) => rootOf(document as Document.Parsed) ?? []), problems: [] }
  } catch (error) {
    // Code points that do not exist, aliases of nothing: the parser throws these as they come.
    const what = error instanceof Error ? error.message : String(error)
    return { roots: [], problems: [{ what, start: 0, end: 0 }] }
  }
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
