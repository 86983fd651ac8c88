import { parse, TomlError } from 'smol-toml'
import { MAX_DEPTH, type ReadDocument, TOO_DEEP } from './document.ts'
import { placeToml } from './toml-places.ts'

/**
 * Reads TOML 1.0. Never throws, whatever the parser does.
 * @param text without a byte order mark.
 */
export function readTomlDocument(text: string): ReadDocument {
  const deep = deepPlace(text)
  if (deep !== undefined) return { root: undefined, problems: [{ what: TOO_DEEP, start: deep, end: deep + 1 }] }
  try {
    parse(text, { maxDepth: MAX_DEPTH })
    return { root: placeToml(text), problems: [] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const start = error instanceof TomlError ? offsetOf(text, error.line, error.column) : 0
    const what = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''
    return { root: undefined, problems: [{ what, start, end: start }] }
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let passed = 1; passed < line; passed++) start = text.indexOf('\n', start) + 1
  return Math.min(start + Math.max(column - 1, 0), text.length)
}

/** Where brackets, or the dots of one key, are too many; quotes are not looked at, so it can see more than there are. */
function deepPlace(text: string): number | undefined {
  let [brackets, dots, inKey] = [0, 0, true]
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '\n') [dots, inKey] = [0, true]
    else if (char === '=') inKey = false
    else if (char === '.' && inKey) {
      if (++dots > MAX_DEPTH) return index
    } else if (char === '[' || char === '{') {
      if (++brackets > MAX_DEPTH) return index
    } else if ((char === ']' || char === '}') && brackets > 0) brackets--
    if (char === ',' || char === '{') [dots, inKey] = [0, true]
  }
  return undefined
}
