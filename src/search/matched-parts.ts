import { foldCase } from './name-tokens.ts'

/** A run of text that matched, or did not. */
export interface Part {
  text: string
  isMatch: boolean
}

/** Cuts a text where the words of a query are; their texts joined are the text. Words of one letter mark nothing. */
export function matchedParts(text: string, words: readonly string[]): Part[] {
  const folded = foldCase(text)
  // Folding can change the length, and then places in the one are not places in the other.
  const searched = folded.length === text.length ? folded : text.toLowerCase()
  const isMatched: boolean[] = new Array(text.length).fill(false)
  if (searched.length === text.length)
    for (const word of words)
      if (word.length > 1)
        for (let at = searched.indexOf(word); at >= 0; at = searched.indexOf(word, at + word.length))
          isMatched.fill(true, at, at + word.length)
  const parts: Part[] = []
  let from = 0
  for (let at = 1; at <= text.length; at++)
    if (at === text.length || isMatched[at] !== isMatched[from]) {
      parts.push({ text: text.slice(from, at), isMatch: isMatched[from] === true })
      from = at
    }
  return parts
}
