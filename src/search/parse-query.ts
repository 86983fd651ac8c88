import { foldCase, nameTokens } from './name-tokens.ts'

/** What a reader typed, in words. */
export interface Query {
  /** In their order, with repetitions. */
  words: string[]
  /** Without small words that no name is found by, each once. */
  wanted: string[]
  /** Where the text is written as logs write names, the words of the part that is surely the tool. */
  tool?: string[]
  /** As typed, without spaces around it. */
  typed: string
  /** The same in lower case, for pages that are known by an exact text. */
  text: string
}

/** Before the server and the tool in the names that clients give to models. */
const PREFIX = /^mcp(?:__|_|[.:/])(?=.*[\p{L}\p{N}])/iu
/** Between the server and the tool in such names. */
const BETWEEN = /___|__|[.:/(]/

const SMALL = new Set('a an and are by can do for from how i in is it my of on or the to what which with'.split(' '))
/** More are not read: no name has them, and each costs a list. */
const MAX_WORDS = 10

/**
 * Reads what a reader typed or pasted: a name, words in any order, or a name as logs write it, such as
 * `mcp__server__tool`, `server.tool`, `server/tool` and `server(tool)`.
 */
export function parseQuery(typed: string): Query {
  const text = typed.trim().slice(0, 200)
  const rest = text.replace(PREFIX, '')
  const words = nameTokens(rest).slice(0, MAX_WORDS)
  const unique = [...new Set(words)]
  const large = unique.filter((word) => !SMALL.has(word))
  const parts = /\s/.test(rest) ? [] : rest.split(BETWEEN).filter((part) => /[\p{L}\p{N}]/u.test(part))
  const tool = parts.length > 1 ? nameTokens(parts.at(-1) as string) : undefined
  return {
    words,
    wanted: large.length > 0 ? large : unique,
    typed: text,
    text: foldCase(text),
    ...(tool ? { tool } : {}),
  }
}
