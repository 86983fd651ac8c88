import { matchesOf } from '../text/matches.ts'
import type { CompiledRules } from './compile-rules.ts'

/** What of a description is read for the rating; all begin at the offset given with them. */
export interface Parts {
  /** Everything before sections such as Args or Returns. */
  lead: string
  /** The first sentence without words that lead up to it. */
  first: string
  /** Where `first` begins in the description. */
  at: number
}

/** As much of a description as is read: more than any honest one, and a bound for hostile ones. */
export const MAX_DESCRIPTION_CHARS = 6000

/**
 * Cuts a description into what is read.
 * @param openings sentences that the server puts before each of its descriptions.
 */
export function partsOf(description: string, rules: CompiledRules, openings: readonly string[] = []): Parts {
  const text = description.slice(0, MAX_DESCRIPTION_CHARS)
  const section = text.includes(':') ? rules.sections.exec(text) : null
  const lead = section && section.index > 10 ? text.slice(0, section.index) : text
  let at = openings.find((opening) => lead.length > opening.length && lead.startsWith(opening))?.length ?? 0
  for (let round = 0; round < 4; round++) {
    const before = at
    for (const regex of rules.leads) {
      const match = regex.exec(lead.slice(at, at + 400))
      if (match && match.index === 0 && at + match[0].length <= lead.length) at += match[0].length
    }
    if (at === before) break
  }
  while (at < lead.length && /[\s"'`*#>•-]/.test(lead.charAt(at))) at++
  const end = /[.!?](?=\s|$)|[。！？]|\n\s*\n|\n\s*[-*#]/.exec(lead.slice(at))
  return { lead, first: lead.slice(at, end ? at + end.index : undefined), at }
}

/** A sentence with its place. */
export interface Sentence {
  text: string
  start: number
}

const SENTENCE_END = /[.!?;](?=\s)|\n/g

/** The sentences of a text, without the space around them; empty ones are left out. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  const add = (to: number) => {
    const piece = text.slice(from, to)
    const trimmed = piece.trim()
    if (trimmed !== '') found.push({ text: trimmed, start: from + piece.length - piece.trimStart().length })
    from = to
  }
  for (const { index } of matchesOf(SENTENCE_END, text)) add(index + 1)
  add(text.length)
  return found
}
