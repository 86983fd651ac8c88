import { type Trifecta, trifecta } from '../risk/trifecta.ts'
import { type Leg, legs } from '../schema/trait.ts'
import { placeOf } from './rationale.ts'
import { type Segment, segments } from './segments.ts'
import type { Site, SiteTool } from './site.ts'

/** One leg of the trifecta as a page prints it. */
export interface LegRow {
  leg: Leg
  title: string
  /** With the words that show it; without any where only a review names it. */
  tools: { label: string; href: string; quote: Segment[]; place: string }[]
  weakest: boolean
}

/** The trifecta of a set of tools, ready to print. */
export interface TrifectaRows {
  legs: LegRow[]
  complete: boolean
  sentence: string
}

/** The legs as headings. */
export const legTitles: Record<Leg, string> = {
  private: 'Reads private data',
  untrusted: 'Sees untrusted content',
  outward: 'Can send data out',
}

/**
 * What the tools together make possible.
 * @param whole what the tools belong to, in words that begin a sentence: "This server", "This stack".
 */
export function trifectaRows(tools: readonly SiteTool[], site: Site, whole: string): TrifectaRows {
  const found = trifecta(tools, site.rules)
  return {
    legs: legs.map((leg) => ({
      leg,
      title: legTitles[leg],
      tools: found.legs[leg].map(({ tool, quote, field }) => ({
        label: tool.label,
        href: tool.href,
        quote: segments(quote),
        place: placeOf(field),
      })),
      weakest: found.weakest === leg,
    })),
    complete: found.complete,
    sentence: sentenceOf(found, whole),
  }
}

function sentenceOf({ legs: found, complete, alone, weakest }: Trifecta<SiteTool>, whole: string): string {
  if (!complete) {
    const missing = legs.filter((leg) => found[leg].length === 0).map((leg) => legTitles[leg].toLowerCase())
    const parts =
      missing.length === 3 ? 'none of its three parts' : `not all of it: no tool ${missing.join(' and none ')}`
    return `${whole} by itself has ${parts}. Together with other servers of the same agent it can be complete.`
  }
  const few = weakest ? found[weakest] : []
  const names = few.slice(0, 3).map(({ tool }) => tool.label)
  const more = few.length > names.length ? ` and ${few.length - names.length} more` : ''
  const lone =
    alone.length > 0
      ? ` ${count(alone.length)} all three by itself: ${alone
          .slice(0, 3)
          .map(({ label }) => label)
          .join(', ')}${alone.length > 3 ? ' …' : ''}.`
      : ''
  return `${whole} has all three: text that a stranger wrote can get an agent to read private data and to send it away. Fewest tools stand in “${legTitles[weakest as Leg].toLowerCase()}”: to ask a person about ${names.join(', ')}${more} breaks it.${lone}`
}

const count = (number: number) => (number === 1 ? 'One tool is' : `${number} tools are each`)
