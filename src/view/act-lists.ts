import type { ActWords, Grammar } from '../schema/harm-rules.ts'

/** One class of words as the method page prints it. */
export interface WordClass {
  id: string
  /** What the class is, where it is more than its name. */
  note: string
  words: string[]
}

/** The words that acts are read by. */
export interface ActLists {
  verbs: WordClass[]
  /** Verbs that count only where they come first. */
  nouns: string[]
  things: WordClass[]
  /** How names and sentences are taken apart. */
  grammar: WordClass[]
}

/** The words of content/risk/acts.yaml and grammar.yaml, all of them. */
export function actLists({ verbs, categories, nouns, things }: ActWords, grammar: Grammar): ActLists {
  const spaced = (word: string) => word.replaceAll('_', ' ')
  return {
    verbs: Object.entries(verbs).map(([id, words]) => ({ id, note: categories[id] ?? '', words: words.map(spaced) })),
    nouns: nouns.map(spaced),
    things: Object.entries(things).map(([id, words]) => ({ id, note: '', words })),
    grammar: Object.entries(grammar).map(([id, words]) => ({
      id,
      note: '',
      words: Array.isArray(words) ? words : Object.entries(words).map(([noun, verb]) => `${noun}: ${verb}`),
    })),
  }
}
