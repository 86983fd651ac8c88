import { isPlain } from './invisible.ts'
import { BEYOND_ASCII, requiredWords } from './required-words.ts'
import { WordSearch } from './word-search.ts'

/** Tells by one pass over a text which of many regular expressions may match in it, so that few are tried. */
export class PatternSieve {
  /** By pattern: 1 where no word is required. */
  readonly #always: readonly number[]
  readonly #search: WordSearch
  /** The patterns that require each word of the search. */
  readonly #byWord: readonly (readonly number[])[]
  readonly #beyondAscii: readonly number[]

  /** @param patterns expressions without the flags `u` and `v`; they are known by their number in this list. */
  constructor(patterns: readonly RegExp[]) {
    const required = patterns.map(({ source }) => requiredWords(source))
    const needing = (word: string) => required.flatMap((words, pattern) => (words?.includes(word) ? [pattern] : []))
    const words = [...new Set(required.flatMap((all) => all ?? []))].filter((word) => word !== BEYOND_ASCII)
    this.#always = required.map((all) => (all ? 0 : 1))
    this.#search = new WordSearch([], words)
    this.#byWord = words.map(needing)
    this.#beyondAscii = needing(BEYOND_ASCII)
  }

  /** For each pattern 1 where it may match in a text, and 0 where it cannot. */
  sift(text: string): readonly number[] {
    const may = this.#always.slice()
    for (const part of this.#search.read(text).parts) for (const pattern of this.#byWord[part] ?? []) may[pattern] = 1
    if (this.#beyondAscii.length > 0 && !isPlain(text)) for (const pattern of this.#beyondAscii) may[pattern] = 1
    return may
  }
}
