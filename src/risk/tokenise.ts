/** One word of a name, with its place. */
export interface Token {
  /** In lower case. */
  text: string
  /** UTF-16 offsets in the name, end exclusive. */
  start: number
  end: number
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu
const LONGEST = 500

/** The words of a name: camelCase, acronyms, snake_case, kebab-case, dots, slashes and spaces all separate. */
export function tokenise(name: string): Token[] {
  return [...name.slice(0, LONGEST).matchAll(WORD)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
