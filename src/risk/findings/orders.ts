import type { Orders } from '../../schema/orders.ts'
import { fold } from '../../text/fold.ts'
import { type FoundWord, type SoughtWord, WordSearch } from '../../text/word-search.ts'

/** A way to say something, with numbers in place of words. */
interface Saying {
  rule: string
  parts: number[]
  unless: number | undefined
  gap: number
  anyOrder: boolean
}

/** The words of the languages that share a script. */
export interface WordsOfScript {
  /** Whether a text is to be searched at all; absent for Latin letters, which any text may hold. */
  script: RegExp | undefined
  search: () => WordSearch
  /** As `search`, for letters between which the blanks were taken out. */
  glued: () => WordSearch
  /** Sayings by one of their words. */
  sayings: Map<number, Saying[]>
}

/** Something that stands in sentences and is no word. */
export interface Thing {
  meaning: number
  regex: RegExp
  foreign: boolean
}

/** The wording of orders, ready for use. */
export interface CompiledOrders {
  scripts: WordsOfScript[]
  things: Thing[]
}

/** Where an order was found. */
export interface FoundOrder {
  rule: string
  start: number
  end: number
}

const SCRIPTS: Record<Orders['languages'][number]['script'], RegExp | undefined> = {
  Latin: undefined,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Han: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hangul: /\p{Script=Hangul}/u,
}

// Scripts in which words are written without blanks, or with particles behind them.
const JOINED = new Set(['Han', 'Hangul'])

/** Makes the wording of orders ready for use. @throws {RangeError} for a saying with a word that nothing defines. */
export function compileOrders({ things, sayings, languages }: Orders, parts: readonly string[]): CompiledOrders {
  const meanings = new Map<string, number>()
  const meaningOf = (name: string) => {
    const known = meanings.get(name)
    if (known !== undefined) return known
    meanings.set(name, meanings.size)
    return meanings.size - 1
  }
  const thing = (name: string) => (Object.hasOwn(things, name) ? meaningOf(name) : undefined)
  const compiledThings = Object.entries(things).map(([name, { regex, foreign }]) => ({
    meaning: meaningOf(name),
    regex: new RegExp(regex, 'gi'),
    foreign,
  }))
  const groups = Map.groupBy(languages.flatMap(variants), ({ script }) => script)
  const scripts = [...groups].map(([script, group]): WordsOfScript => {
    const words: SoughtWord[] = []
    const ways: Saying[] = []
    for (const { id, words: own, sayings: more, gap, anyOrder, prefixes } of group) {
      const word = (name: string) => (Object.hasOwn(own, name) ? meaningOf(`${id} ${name}`) : thing(name))
      for (const [name, alternatives] of Object.entries(own))
        for (const alternative of alternatives.split('|'))
          for (const prefix of prefixes === '' ? [''] : ['', ...prefixes.split('|')])
            words.push(soughtWord(prefix + alternative, meaningOf(`${id} ${name}`), JOINED.has(script)))
      for (const [of, obliged] of [
        [sayings, false],
        [more, true],
      ] as const)
        for (const [rule, all] of Object.entries(of))
          for (const one of all) {
            const { say, unless, gap: wider } = typeof one === 'string' ? { say: one } : one
            const parts = say.split(' ').map(word)
            const known = parts.filter((part) => part !== undefined)
            if (known.length < parts.length && obliged)
              throw new RangeError(`content/risk/orders.yaml: language ${id} has no words for “${say}” of ${rule}`)
            if (known.length < parts.length) continue
            const against = unless === undefined ? undefined : word(unless)
            ways.push({ rule, parts: known, unless: against, gap: wider ?? gap, anyOrder })
          }
    }
    return {
      script: SCRIPTS[script],
      search: once(() => new WordSearch(words, script === 'Latin' ? parts : [])),
      glued: once(
        () =>
          new WordSearch(
            words.map((word) => ({ ...word, text: word.text.replaceAll(' ', ''), begins: false, ends: false })),
          ),
      ),
      sayings: byRarest(ways),
    }
  })
  return { scripts, things: compiledThings }
}

/** What is made when it is first needed: most texts are in one script. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

type Language = Orders['languages'][number]

/** A language, and in Latin letters the same words thirteen letters on (rot13), as they are hidden from a careless eye. */
function variants(language: Language): Language[] {
  if (language.id !== 'en') return [language]
  const words = Object.fromEntries(Object.entries(language.words).map(([name, text]) => [name, rot13(text)]))
  return [language, { ...language, id: 'rot', words }]
}

const rot13 = (text: string) =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97))

function soughtWord(alternative: string, meaning: number, joined: boolean): SoughtWord {
  const open = alternative.endsWith('*')
  const text = fold(open ? alternative.slice(0, -1) : alternative)
    .text.toLowerCase()
    .replace(/['’]/g, '')
    .trim()
  return { text, begins: !joined, ends: !joined && !open, meaning }
}

/** Sayings by that of their words which the fewest others share, so that few are tried for a common word. */
function byRarest(ways: readonly Saying[]): Map<number, Saying[]> {
  const uses = new Map<number, number>()
  for (const { parts } of ways) for (const part of parts) uses.set(part, (uses.get(part) ?? 0) + 1)
  return Map.groupBy(ways, ({ parts }) =>
    parts.reduce((best, part) => ((uses.get(part) as number) < (uses.get(best) as number) ? part : best)),
  )
}

/** The first place of each rule in what was found of one text. Words need not be in order. */
export function ordersIn(words: FoundWord[], sayings: WordsOfScript['sayings']): FoundOrder[] {
  const found = new Map<string, FoundOrder>()
  words.sort((a, b) => a.sentence - b.sentence || a.start - b.start || a.end - b.end)
  for (let from = 0, to = 0; from < words.length; from = to) {
    const { sentence } = words[from] as FoundWord
    to = from + 1
    while (words[to]?.sentence === sentence) to++
    readSentence(words.slice(from, to), sayings, found)
  }
  return [...found.values()]
}

function readSentence(words: readonly FoundWord[], sayings: WordsOfScript['sayings'], found: Map<string, FoundOrder>) {
  const meanings = new Set(words.map(({ meaning }) => meaning))
  for (const meaning of meanings)
    for (const saying of sayings.get(meaning) ?? []) {
      const { rule, parts, unless } = saying
      if (found.has(rule) || !parts.every((part) => meanings.has(part))) continue
      const place = saying.anyOrder ? together(words, saying) : inOrder(words, saying)
      if (!place) continue
      // A condition stands before what it limits, and where words have no order anywhere.
      const limited = words.some(({ meaning: own, start }) => own === unless && (saying.anyOrder || start < place.end))
      if (!limited) found.set(rule, { rule, ...place })
    }
}

/** The first place where the words follow each other, none farther behind the one before than the gap. */
function inOrder(words: readonly FoundWord[], { parts, gap }: Saying) {
  // For each part the latest place where all parts up to it follow each other.
  const reached: ({ start: number; end: number } | undefined)[] = parts.map(() => undefined)
  // From the last part, so that one word is not taken for two parts.
  for (const { meaning, start, end } of words)
    for (let index = parts.length - 1; index >= 0; index--) {
      if (parts[index] !== meaning) continue
      const before = index === 0 ? { start, end: start } : reached[index - 1]
      if (!before || start < before.end || start - before.end > gap) continue
      if (index === parts.length - 1) return { start: before.start, end }
      reached[index] = { start: before.start, end }
    }
  return undefined
}

/** The first place where all words stand, in any order, in so many characters as the gaps between them allow. */
function together(words: readonly FoundWord[], { parts, gap }: Saying) {
  const last = new Map<number, FoundWord>()
  for (const word of words) {
    if (!parts.includes(word.meaning)) continue
    last.set(word.meaning, word)
    if (last.size < new Set(parts).size) continue
    const start = Math.min(...[...last.values()].map((one) => one.start))
    const end = Math.max(...[...last.values()].map((one) => one.end))
    const length = [...last.values()].reduce((sum, one) => sum + one.end - one.start, 0)
    if (end - start - length <= gap * (parts.length - 1)) return { start, end }
  }
  return undefined
}
