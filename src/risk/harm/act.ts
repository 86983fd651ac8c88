import type { Span } from '../../schema/assessment.ts'
import type { VerbForm } from './act-words.ts'
import type { Phrase, Word } from './phrase.ts'

/** One thing that a tool does: a verb and what it is done to. */
export interface Act {
  verb: VerbForm
  object: Phrase
  /** Where it was read. */
  from: 'name' | 'description' | 'parameter'
  /** Whether it is the first act of its text. */
  lead: boolean
  /** The words from the verb to the end of the object. */
  span: Span
  /** Where the verb alone stands. */
  at: Span
  /** Nouns before the verb that say what the name is about. */
  around: Phrase | undefined
}

/** Where a word stands in a text; nowhere for no word. */
export const spanOf = (field: string, text: string, word: Word | undefined): Span => {
  const { start = 0, end = 0 } = word ?? {}
  return { field, start, end, quote: text.slice(start, end) }
}
