/** Stands for a character beyond ASCII among required words. */
export const BEYOND_ASCII = 'beyond ASCII'

type Words = readonly string[]

// Escapes that are not a class of one letter, such as \u4e00 and \p{L}.
const LONG_ESCAPE = /\\[pPuxkc1-9]/
const QUANTIFIER = /(?:([?*+])|\{(\d+)(?:,\d*)?\})\??/y
const GROUP_START = /\((?:\?(?:[:=!]|<[=!]))?/y

/**
 * Words, in lower case, of which every match of a regular expression holds at least one, in any case and maybe as a part of a
 * longer word: a text without them needs no search. Undefined where the expression requires none.
 * @param pattern the source of an expression without the flags `u` and `v`.
 */
export function requiredWords(pattern: string): Words | undefined {
  return LONG_ESCAPE.test(pattern) ? undefined : new Reader(pattern).alternatives()
}

class Reader {
  readonly #pattern: string
  #at = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  /** What is required where any of the alternatives may match: a word of each. */
  alternatives(): Words | undefined {
    let all = this.#sequence()
    while (this.#pattern[this.#at] === '|') {
      this.#at++
      const other = this.#sequence()
      all = all && other && [...all, ...other]
    }
    return all
  }

  /** Of all that a sequence requires, what is rarest, by its length. */
  #sequence(): Words | undefined {
    let best: Words | undefined
    let run = ''
    const offer = (words: Words | undefined) => {
      if (words && shortest(words) > shortest(best)) best = words
    }
    const close = () => {
      offer([run])
      run = ''
    }
    for (let next = this.#pattern[this.#at]; next && next !== '|' && next !== ')'; next = this.#pattern[this.#at]) {
      const words = this.#atom(next)
      const [quantifier, sign, least] = this.#take(QUANTIFIER) ?? []
      if (quantifier === undefined && /^[a-z0-9]$/i.test(next)) run += next.toLowerCase()
      else {
        close()
        if (quantifier === undefined || sign === '+' || Number(least) > 0) offer(words)
      }
    }
    close()
    return best
  }

  /** Reads one character, class, escape or group; gives what a group requires. */
  #atom(next: string): Words | undefined {
    const start = this.#take(GROUP_START)?.[0]
    if (start !== undefined) {
      const inner = this.alternatives()
      this.#at++
      return start === '(' || start === '(?:' ? inner : undefined
    }
    this.#at += next === '\\' ? 2 : next === '[' ? this.#classLength() : 1
    return next > '\x7f' ? [BEYOND_ASCII] : undefined
  }

  #classLength(): number {
    return (/^\[(?:\\.|[^\]\\])*\]/s.exec(this.#pattern.slice(this.#at)) as RegExpExecArray)[0].length
  }

  #take(regex: RegExp): RegExpExecArray | undefined {
    regex.lastIndex = this.#at
    const match = regex.exec(this.#pattern)
    this.#at += match?.[0].length ?? 0
    return match ?? undefined
  }
}

// A letter alone is in every text.
const shortest = (words: Words | undefined) => Math.max(1, Math.min(...(words ?? ['']).map(({ length }) => length)))
