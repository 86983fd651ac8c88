import type { DocumentNode, Span } from './document.ts'

/** One replacement in a text. */
export interface TextEdit extends Span {
  text: string
}

/**
 * The text with corrections made, each whole or not at all: one that touches another is left for the next time.
 * @returns the text, and how many corrections it has.
 */
export function applyEdits(
  text: string,
  corrections: readonly (readonly TextEdit[])[],
): { text: string; count: number } {
  const taken: TextEdit[] = []
  let count = 0
  for (const edits of corrections) {
    if (edits.some((edit) => taken.some((other) => edit.start <= other.end && other.start <= edit.end))) continue
    taken.push(...edits)
    count++
  }
  let [made, from] = ['', 0]
  for (const edit of taken.toSorted((a, b) => a.start - b.start)) {
    made += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return { text: made + text.slice(from), count }
}

/**
 * Takes one entry from a list of JSON, TOML or flow YAML, with one of the commas beside it, or from a block list of YAML with
 * its line. Comments stay. The line goes where nothing else is on it.
 */
export function removeEntry(text: string, list: DocumentNode, index: number): TextEdit[] {
  const items = list.items ?? []
  const item = items[index]
  if (!item) return []
  if (!'[{'.includes(text[list.start] ?? '')) {
    const dash = text.lastIndexOf('-', item.start)
    return [wholeLine(text, { start: dash < 0 ? item.start : dash, end: item.end })]
  }
  const [before, after] = [items[index - 1], items[index + 1]]
  const comma = after
    ? commaBetween(text, item.end, after.start)
    : before
      ? commaBetween(text, before.end, item.start)
      : commaBetween(text, item.end, list.end - 1)
  if (comma === undefined) return [wholeLine(text, item)]
  if (comma >= item.end && text.slice(item.end, comma).trim() === '')
    return [wholeLine(text, { start: item.start, end: comma + 1 })]
  if (comma < item.start && /^[ \t]*$/.test(text.slice(comma + 1, item.start)))
    return [{ start: comma, end: item.end, text: '' }]
  return [{ start: comma, end: comma + 1, text: '' }, wholeLine(text, item)]
}

/** A comma that is in no comment; undefined for none. */
function commaBetween(text: string, from: number, to: number): number | undefined {
  for (let index = from; index < to; index++) {
    const char = text[index]
    if (char === ',') return index
    if (char === '#' || (char === '/' && text[index + 1] === '/')) {
      const end = text.indexOf('\n', index)
      index = end < 0 ? to : end
    } else if (char === '/' && text[index + 1] === '*') {
      const end = text.indexOf('*/', index + 2)
      index = end < 0 ? to : end + 1
    }
  }
  return undefined
}

/** Removes a span, with its line where the line then is empty, else with the blanks behind it. */
function wholeLine(text: string, { start, end }: Span): TextEdit {
  let [first, last] = [start, end]
  while (first > 0 && ' \t'.includes(text[first - 1] as string)) first--
  while (last < text.length && ' \t\r'.includes(text[last] as string)) last++
  const isAlone = (first === 0 || text[first - 1] === '\n') && (last === text.length || text[last] === '\n')
  if (isAlone) return { start: first, end: Math.min(last + 1, text.length), text: '' }
  last = end
  while (last < text.length && ' \t'.includes(text[last] as string) && !']}'.includes(text[last + 1] ?? ']')) last++
  return { start, end: last, text: '' }
}
