import { matchesOf } from '../text/matches.ts'
/** One word of a name, with its place. */
export interface Token {
  /** In lower case. */
  text: string
  /** UTF-16 offsets in the name, end exclusive. */
  start: number
  end: number
}

const WORD = /\p{Lu}+(?=V\d+$)|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu
const LONGEST = 500

/**
 * The words of a name: camelCase, acronyms, snake_case, kebab-case, dots, slashes and spaces all separate.
 * @param compounds words that stay whole where camelCase would take them apart, such as "wordpress".
 */
export function tokenise(name: string, compounds?: ReadonlySet<string>): Token[] {
  const tokens: Token[] = []
  for (const match of matchesOf(WORD, name.slice(0, LONGEST))) {
    const text = match[0].toLowerCase()
    const last = tokens.at(-1)
    const end = match.index + match[0].length
    if (last?.end === match.index && compounds?.has(last.text + text)) {
      last.text += text
      last.end = end
    } else tokens.push({ text, start: match.index, end })
  }
  return tokens
}
