import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'
import { type DocumentNode, MAX_DEPTH, type ReadDocument, type Span, TOO_DEEP } from './document.ts'

/** A text that was read as JSON with comments and trailing commas, which are told apart. */
export interface JsonDocument extends ReadDocument {
  comments: Span[]
  /** Commas behind the last entry of a list or map. */
  trailingCommas: Span[]
}

/**
 * Reads JSON, with comments and trailing commas. Never throws; linear in the length of the text.
 * @param text without a byte order mark.
 */
export function readJsonDocument(text: string): JsonDocument {
  const document: JsonDocument = { root: undefined, problems: [], comments: [], trailingCommas: [] }
  const deep = deepBracket(text)
  if (deep !== undefined) {
    document.problems.push({ what: TOO_DEEP, start: deep, end: deep + 1 })
    return document
  }
  const open: { node: DocumentNode; name?: { name: string; key: Span } }[] = []
  let comma: Span | undefined
  const add = (node: DocumentNode) => {
    comma = undefined
    const parent = open.at(-1)
    if (!parent) document.root ??= node
    else if (parent.node.items) parent.node.items.push(node)
    else if (parent.name) parent.node.members?.push({ ...parent.name, node })
    delete parent?.name
    return node
  }
  const begin = (node: DocumentNode) => {
    open.push({ node: add(node) })
  }
  const close = (offset: number, length: number) => {
    if (comma) document.trailingCommas.push(comma)
    comma = undefined
    const ended = open.pop()
    if (ended) ended.node.end = offset + length
  }
  visit(
    text,
    {
      onObjectBegin: (offset, length) => begin({ kind: 'map', start: offset, end: offset + length, members: [] }),
      onArrayBegin: (offset, length) => begin({ kind: 'list', start: offset, end: offset + length, items: [] }),
      onObjectProperty: (name, offset, length) => {
        comma = undefined
        const parent = open.at(-1)
        if (parent) parent.name = { name, key: { start: offset, end: offset + length } }
      },
      onObjectEnd: close,
      onArrayEnd: close,
      onLiteralValue: (value: string | number | boolean | null, offset, length) => {
        const kind =
          value === null ? 'null' : typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')
        add({ kind, value, start: offset, end: offset + length })
      },
      onSeparator: (character, offset, length) => {
        if (character === ',') comma = { start: offset, end: offset + length }
      },
      onComment: (offset, length) => {
        document.comments.push({ start: offset, end: offset + length })
      },
      onError: (code: ParseErrorCode, offset, length) => {
        if (document.problems.length === 0)
          document.problems.push({ what: wordsOf(code), start: offset, end: offset + length })
      },
    },
    { allowTrailingComma: true },
  )
  return document
}

const wordsOf = (code: ParseErrorCode) =>
  printParseErrorCode(code)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** Where the brackets of a text are nested too deep, strings and comments aside; undefined where they are not. */
function deepBracket(text: string): number | undefined {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '"') {
      for (index++; index < text.length && text[index] !== '"' && text[index] !== '\n'; index++)
        if (text[index] === '\\') index++
    } else if (char === '/' && text[index + 1] === '/') index = endOf(text, '\n', index)
    else if (char === '/' && text[index + 1] === '*') index = endOf(text, '*/', index + 2)
    else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return index
    } else if ((char === ']' || char === '}') && depth > 0) depth--
  }
  return undefined
}

function endOf(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from)
  return end < 0 ? text.length : end + what.length - 1
}
