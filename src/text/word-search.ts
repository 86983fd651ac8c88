/** A word or phrase to look for. */
export interface SoughtWord {
  /** Lower-case, folded; parts with one space between them. */
  text: string
  /** Whether a word must begin, and end, where it does; scripts without spaces have neither. */
  begins: boolean
  ends: boolean
  /** What is told when it is found. */
  meaning: number
}

/** A word that was found. */
export interface FoundWord {
  meaning: number
  /** Offsets in UTF-16 units, end exclusive. */
  start: number
  end: number
  /** Number of the sentence, from 0. */
  sentence: number
}

/** What was noticed on the way, so that slower searches run only where they can find something. */
export interface Glance {
  words: FoundWord[]
  /** The number of the sentence that holds an offset. */
  sentenceAt: (offset: number) => number
  /** Numbers of the parts that may be there; all others are not. */
  parts: number[]
  /** Whether the text may have this ASCII character that is no letter, digit or blank. */
  has: (symbol: string) => boolean
  /** Letters and digits of the longest word. */
  longestWord: number
  /** Most words in a row of one letter, and of at most five letters with a digit. */
  singleLetters: number
  shortNumbers: number
}

const SPACE = 0
const OTHER = 1
const FIRST_LETTER = 2

const BLANK = 1
const STOP = 2
const LETTER = 3
const SKIPPED = 4
// What each UTF-16 unit is, found out when it is first met.
const kinds = new Uint8Array(0x10000)

function kindOf(unit: number): number {
  const char = String.fromCharCode(unit)
  // Halves of pairs are letters: most characters beyond the first plane are.
  const kind = /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(char)
    ? LETTER
    : /['’ʼ]/.test(char)
      ? SKIPPED
      : /[。！？।॥۔؟]/.test(char)
        ? STOP
        : BLANK
  kinds[unit] = kind
  return kind
}

/** Symbols of ASCII as bits of two numbers; in the second, two symbols share a bit. */
function bitsOf(text: string): { low: number; high: number } {
  let low = 0
  let high = 0
  for (const char of text) {
    const unit = char.charCodeAt(0)
    if (kindOf(unit) === LETTER || unit < 32 || unit > 126) continue
    if (unit < 64) low |= 1 << (unit - 32)
    else high |= 1 << (unit & 31)
  }
  return { low, high }
}

// Longer than any phrase, and a power of two.
const REMEMBERED = 256
// Where the last characters that counted were, for the start of what ends at the next; of use only while a text is read.
const places = new Int32Array(REMEMBERED)

/**
 * Finds many words in one pass, whatever their number (Aho and Corasick, “Efficient string matching”, 1975). Case does not
 * count; between the parts of a phrase any blanks and punctuation may stand; apostrophes are passed over.
 */
export class WordSearch {
  readonly #classes = new Uint16Array(0x10000).fill(OTHER)
  readonly #width: number
  readonly #next: Int32Array
  /** For each state the number of what ends there, or 0. */
  readonly #ending: Uint32Array
  readonly #endings: { words: SoughtWord[]; parts: number[] }[] = [{ words: [], parts: [] }]
  /** The symbols of each part. */
  readonly #parts: { low: number; high: number }[]
  /** Parts without letters. */
  readonly #symbols: number[]

  /** @param parts texts in lower case of which it is told whether they may be there; not all of them words. */
  constructor(words: readonly SoughtWord[], parts: readonly string[] = []) {
    // Of a part, the longest run of letters is looked for.
    const cores = parts.map((part) =>
      part.split(/[^a-z0-9]+/).reduce((best, run) => (run.length > best.length ? run : best), ''),
    )
    this.#parts = parts.map(bitsOf)
    this.#symbols = cores.flatMap((core, index) => (core === '' ? [index] : []))
    let width = FIRST_LETTER
    for (const letter of new Set([...words.map(({ text }) => text), ...cores].flatMap((text) => text.split('')))) {
      if (letter === ' ') continue
      for (const form of [letter, letter.toUpperCase()])
        if (form.length === 1) this.#classes[form.charCodeAt(0)] = width
      width++
    }
    this.#width = width
    const children: Map<number, number>[] = [new Map()]
    const found: { words: SoughtWord[]; parts: number[] }[] = [{ words: [], parts: [] }]
    const stateOf = (spelled: string) => {
      if (spelled.length >= REMEMBERED) throw new RangeError(`“${spelled}” is too long to be looked for`)
      let state = 0
      for (const letter of spelled.split('')) {
        const symbol = letter === ' ' ? SPACE : (this.#classes[letter.charCodeAt(0)] as number)
        let child = children[state]?.get(symbol)
        if (child === undefined) {
          child = children.push(new Map()) - 1
          found.push({ words: [], parts: [] })
          children[state]?.set(symbol, child)
        }
        state = child
      }
      return found[state] as (typeof found)[number]
    }
    for (const word of words) stateOf(`${word.begins ? ' ' : ''}${word.text}${word.ends ? ' ' : ''}`).words.push(word)
    for (const [index, core] of cores.entries()) if (core !== '') stateOf(core).parts.push(index)
    const next = new Int32Array(children.length * width)
    const ending = new Uint32Array(children.length)
    const fallback = new Int32Array(children.length)
    const queue = [0]
    for (const state of queue) {
      const back = fallback[state] as number
      const own = found[state] as (typeof found)[number]
      if (state !== 0) {
        const shorter = found[back] as (typeof found)[number]
        own.words = [...own.words, ...shorter.words]
        own.parts = [...own.parts, ...shorter.parts]
      }
      if (own.words.length + own.parts.length > 0) ending[state] = this.#endings.push(own) - 1
      for (let symbol = 0; symbol < width; symbol++) {
        const child = children[state]?.get(symbol)
        const elsewhere = state === 0 ? 0 : (next[back * width + symbol] as number)
        next[state * width + symbol] = child ?? elsewhere
        if (child === undefined) continue
        fallback[child] = elsewhere
        queue.push(child)
      }
    }
    this.#next = next
    this.#ending = ending
  }

  /** Reads a folded text once, from left to right. */
  read(text: string): Glance {
    const next = this.#next
    const ending = this.#ending
    const classes = this.#classes
    const width = this.#width
    const words: FoundWord[] = []
    const held: number[] = []
    // Where sentences end.
    const stops: number[] = []
    let counted = 1
    let state = next[SPACE] as number
    let blank = true
    let newline = false
    let low = 0
    let high = 0
    let length = 0
    let digit = false
    let longestWord = 0
    let singles = 0
    let singleLetters = 0
    let numbers = 0
    let shortNumbers = 0
    const { length: size } = text
    // One step beyond the end closes the last word.
    for (let at = 0; at <= size; at++) {
      const unit = at === size ? 32 : text.charCodeAt(at)
      const kind = (kinds[unit] as number) || kindOf(unit)
      let symbol = SPACE
      if (kind === LETTER) {
        symbol = classes[unit] as number
        blank = false
        newline = false
        length++
        if (unit >= 48 && unit <= 57) digit = true
      } else {
        if (unit < 64) low |= unit >= 32 ? 1 << (unit - 32) : 0
        else if (unit < 128) high |= 1 << (unit & 31)
        if (kind === SKIPPED) continue
        if (unit === 10) {
          if (newline) stops.push(at)
          newline = true
        } else if (newline && (unit === 45 || unit === 42 || unit === 35 || unit === 0x2022)) {
          // The point of a list, or a heading.
          stops.push(at)
          newline = false
        }
        if (blank) {
          if (isStop(kind, unit, text, at)) stops.push(at)
          continue
        }
        blank = true
        if (length > longestWord) longestWord = length
        singles = length === 1 ? singles + 1 : 0
        if (singles > singleLetters) singleLetters = singles
        numbers = digit && length <= 5 ? numbers + 1 : 0
        if (numbers > shortNumbers) shortNumbers = numbers
        length = 0
        digit = false
      }
      state = next[state * width + symbol] as number
      places[counted & (REMEMBERED - 1)] = at
      const end = ending[state] as number
      if (end !== 0) {
        const { words: endingWords, parts: endingParts } = this.#endings[end] as {
          words: SoughtWord[]
          parts: number[]
        }
        for (const part of endingParts) if (!held.includes(part)) held.push(part)
        for (const { text: word, ends, meaning } of endingWords) {
          const last = ends ? counted - 1 : counted
          words.push({
            meaning,
            start: places[(last - word.length + 1) & (REMEMBERED - 1)] as number,
            end: (places[last & (REMEMBERED - 1)] as number) + 1,
            sentence: stops.length,
          })
        }
      }
      counted++
      if (symbol === SPACE && isStop(kind, unit, text, at)) stops.push(at)
    }
    return {
      words,
      sentenceAt: (offset) => firstAbove(stops, offset),
      parts: [...held, ...this.#symbols].filter((index) => {
        const part = this.#parts[index] as { low: number; high: number }
        return (part.low & low) === part.low && (part.high & high) === part.high
      }),
      has: (symbol) => {
        const unit = symbol.charCodeAt(0)
        return unit < 64 ? (low & (1 << (unit - 32))) !== 0 : (high & (1 << (unit & 31))) !== 0
      },
      longestWord,
      singleLetters,
      shortNumbers,
    }
  }
}

/** Whether a character ends a sentence; a point does so before a blank, a quote or bracket, and at the very end. */
function isStop(kind: number, unit: number, text: string, at: number): boolean {
  if (kind === STOP) return true
  if ((unit !== 46 && unit !== 33 && unit !== 63) || at >= text.length) return false
  const next = text.charCodeAt(at + 1)
  return at + 1 === text.length || next <= 32 || next === 34 || next === 41 || next === 42 || next === 60 || next === 93
}

/** How many of these growing numbers lie before an offset. */
function firstAbove(stops: readonly number[], offset: number): number {
  let low = 0
  let high = stops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stops[middle] as number) < offset) low = middle + 1
    else high = middle
  }
  return low
}
