/** A sentence with its place. */
export interface Sentence {
  text: string
  start: number
}

const END = /[.!?;](?=\s)|\n/g

/** The sentences of a text, without the space around them; empty ones are left out. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  const add = (to: number) => {
    const piece = text.slice(from, to)
    const trimmed = piece.trim()
    if (trimmed !== '') found.push({ text: trimmed, start: from + piece.length - piece.trimStart().length })
    from = to
  }
  for (const { index } of text.matchAll(END)) add(index + 1)
  add(text.length)
  return found
}
