import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'
import { parse as parseToml, TomlError } from 'smol-toml'
import type { Value } from './value.ts'

/** The longest text that is read; `~/.claude.json` also holds a history and can be several megabytes. */
export const MAX_TEXT_CHARS = 16_000_000

/** Levels of brackets that are read, because the parsers call themselves for each. */
const MAX_DEPTH = 100

/** A text as a value, or why it cannot be read. Nothing here repeats the text, which can hold a secret. */
export type ReadValue = { syntax: 'json' | 'toml'; value: Value } | { what: string; fix: string }

/**
 * Reads JSON, with comments and trailing commas, or TOML. Never throws, and takes time in proportion to the text.
 * @param file name of the file, where it is known; its end says which syntax it is.
 */
export function readValue(source: string, file: string): ReadValue {
  if (source.length > MAX_TEXT_CHARS)
    return { what: 'the file is longer than 16 MB', fix: 'Give only the part that lists the servers.' }
  const text = source.replace(/^\uFEFF/, '')
  if (text.trim() === '') return { what: 'the file is empty', fix: 'Give a file that lists servers.' }
  return isToml(text, file) ? readToml(text) : readJson(text)
}

/** TOML begins with a table, a key or a comment with `#`; JSON with a bracket or a comment with `/`. */
function isToml(text: string, file: string): boolean {
  if (/\.toml$/i.test(file)) return true
  if (/\.jsonc?$/i.test(file)) return false
  return (
    /^\s*(?:#|\[{1,2}[\w." -]+\]{1,2}\s*(?:#|$)|[\w."-]+\s*=)/m.test(text.slice(0, 10_000)) && !/^\s*[{/]/.test(text)
  )
}

const DEEP = { what: `it is nested deeper than ${MAX_DEPTH} levels`, fix: 'Give only the part that lists the servers.' }

function readJson(text: string): ReadValue {
  if (isDeep(text, '//')) return DEEP
  let root: Value | undefined
  let wrong: { what: string; line: number } | undefined
  const open: { into: Value[] | Map<string, Value>; key: string }[] = []
  const add = (value: Value) => {
    const parent = open.at(-1)
    if (!parent) root ??= value
    else if (Array.isArray(parent.into)) parent.into.push(value)
    // Of two members with one name the last counts, as for every client.
    else parent.into.set(parent.key, value)
    return value
  }
  const begin = (into: Value[] | Map<string, Value>) => {
    add(into)
    open.push({ into, key: '' })
  }
  visit(
    text,
    {
      onObjectBegin: () => begin(new Map()),
      onArrayBegin: () => begin([]),
      onObjectProperty: (name) => {
        const parent = open.at(-1)
        if (parent) parent.key = name
      },
      onObjectEnd: () => void open.pop(),
      onArrayEnd: () => void open.pop(),
      onLiteralValue: (value: string | number | boolean | null) => void add(value),
      onError: (code: ParseErrorCode, _offset, _length, line) => {
        wrong ??= { what: plainCode(code), line: line + 1 }
      },
    },
    { allowTrailingComma: true },
  )
  if (wrong || root === undefined)
    return {
      what: `it is not JSON: ${wrong?.what ?? 'no value'} in line ${wrong?.line ?? 1}`,
      fix: 'Correct that line.',
    }
  return { syntax: 'json', value: root }
}

const plainCode = (code: ParseErrorCode) =>
  printParseErrorCode(code)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

function readToml(text: string): ReadValue {
  if (isDeep(text, '#')) return DEEP
  try {
    return { syntax: 'toml', value: asValue(parseToml(text, { maxDepth: MAX_DEPTH })) }
  } catch (error) {
    // The parser's message quotes the lines around the fault, so only the number of the line is said.
    const line = error instanceof TomlError ? ` in line ${error.line}` : ''
    return { what: `it is not TOML: the parser stops${line}`, fix: 'Correct that line.' }
  }
}

/** What the parser of TOML gives, as values; a date is not a text and says nothing here. */
function asValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(asValue)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || value instanceof Date) return null
  return new Map(Object.entries(value).map(([key, member]) => [key, asValue(member)]))
}

/** Whether brackets are nested too deep, or a key of TOML has too many parts. Strings and comments are skipped. */
function isDeep(text: string, comment: '//' | '#'): boolean {
  let [depth, dots] = [0, 0]
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '"' || (char === "'" && comment === '#')) {
      for (index++; index < text.length && text[index] !== char && text[index] !== '\n'; index++)
        if (text[index] === '\\' && char === '"') index++
    } else if (text.startsWith(comment, index)) index = endOf(text, '\n', index)
    else if (comment === '//' && text.startsWith('/*', index)) index = endOf(text, '*/', index + 2)
    else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return true
    } else if ((char === ']' || char === '}') && depth > 0) depth--
    else if (char === '\n') dots = 0
    else if (char === '.' && comment === '#' && ++dots > 10 * MAX_DEPTH) return true
  }
  return false
}

function endOf(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from)
  return end < 0 ? text.length : end + what.length - 1
}
