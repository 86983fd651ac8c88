import type { Orders } from '../schema/orders.ts'

/** How orders to a model are worded, by language. */
export interface Wording {
  /** What is found in sentences beside words. */
  things: { id: string; about: string }[]
  /** Rows of words that make up a finding, in every language that has them. */
  sayings: SayingRow[]
  languages: { name: string; words: { id: string; words: string }[]; sayings: SayingRow[] }[]
}

interface SayingRow {
  rule: string
  says: string[]
}

/** The words by which findings about orders are made, all of them. */
export function wordingOf({ things, sayings, languages }: Orders): Wording {
  const rows = (all: Orders['sayings']): SayingRow[] =>
    Object.entries(all).map(([rule, ways]) => ({
      rule,
      says: ways.map((way) => {
        if (typeof way === 'string') return way
        return way.unless === undefined ? way.say : `${way.say} (not with: ${way.unless})`
      }),
    }))
  return {
    things: Object.entries(things).map(([id, { about }]) => ({ id, about })),
    sayings: rows(sayings),
    languages: languages.map(({ name, words, sayings: own }) => ({
      name,
      words: Object.entries(words).map(([id, text]) => ({ id, words: text.replaceAll('|', ', ') })),
      sayings: rows(own),
    })),
  }
}
