import type { CompiledRules } from './compile-rules.ts'

/** Parts of a description; all begin at the offset given with them. */
export interface Parts {
  /** Everything before sections such as Args or Returns. */
  lead: string
  /** The first sentence without words that lead up to it. */
  first: string
  /** Where `first` begins in the description. */
  at: number
}

/** As much of a description as is read: more than any honest one, and a bound for hostile ones. */
export const LONGEST = 6000

/**
 * Cuts a description into what is read.
 * @param openings sentences that the server puts before each of its descriptions.
 */
export function partsOf(description: string, rules: CompiledRules, openings: readonly string[] = []): Parts {
  const text = description.slice(0, LONGEST)
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
