import { type Trifecta, trifecta } from '../risk/trifecta.ts'
import { type Leg, legs } from '../schema/trait.ts'
import { joinWords } from '../text/join-words.ts'
import { numberWords } from './number-words.ts'
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
  /** What breaks it with the fewest rules, and what guarded does already; empty where it is not complete. */
  fix: string
}

/** The legs as headings. */
export const legTitles: Record<Leg, string> = {
  private: 'Private data',
  untrusted: 'Untrusted content',
  outward: 'A way out',
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
    fix: fixOf(found),
  }
}

function sentenceOf({ legs: found, complete, alone }: Trifecta<SiteTool>, whole: string): string {
  if (!complete) {
    const missing = legs.filter((leg) => found[leg].length === 0).map((leg) => LACKS[leg])
    return `${whole} alone does not complete the lethal trifecta: no tool ${joinWords(missing, 'or')}. Another server of the same agent can add what is missing.`
  }
  const lone =
    alone.length === 0
      ? ''
      : ` ${alone.length === 1 ? 'One tool does' : `${numberWords(alone.length)} tools each do`} all three: ${namesOf(alone)}.`
  return `${whole} completes the lethal trifecta: it reads private data, sees text from strangers and can send data out. Planted instructions can make an agent use it to steal data.${lone}`
}

/** The leg that few tools are, and how many of them guarded leaves open. */
function fixOf({ legs: found, weakest }: Trifecta<SiteTool>): string {
  if (weakest === undefined) return ''
  const few = found[weakest].map(({ tool }) => tool)
  const open = few.filter(({ rule }) => rule.effect === 'allow')
  const which =
    few.length === 1
      ? `the one tool that ${DOES[weakest].one}`
      : `the ${numberWords(few.length)} tools that ${DOES[weakest].many}`
  const guarded =
    open.length === 0
      ? 'The guarded posture does this already.'
      : open.length === few.length
        ? 'The guarded posture allows all of them.'
        : `The guarded posture still allows ${namesOf(open)}.`
  return `by the tools’ definitions, ask before, or deny, ${which}: ${namesOf(few)}. ${guarded} Definitions can leave out a way, so this lowers the risk and does not remove it.`
}

const LACKS: Record<Leg, string> = {
  private: 'reads private data',
  untrusted: 'sees text from strangers',
  outward: 'can send data out',
}

const DOES: Record<Leg, { one: string; many: string }> = {
  private: { one: 'reads private data', many: 'read private data' },
  untrusted: { one: 'sees text from strangers', many: 'see text from strangers' },
  outward: { one: 'can send data out', many: 'can send data out' },
}

const MOST_NAMES = 4

function namesOf(tools: readonly SiteTool[]): string {
  const names = tools.slice(0, MOST_NAMES).map(({ label }) => label)
  return tools.length > MOST_NAMES
    ? `${names.join(', ')} and ${numberWords(tools.length - MOST_NAMES)} more`
    : joinWords(names, 'and')
}
