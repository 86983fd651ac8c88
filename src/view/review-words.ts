import type { Assessment } from '../schema/assessment.ts'
import type { Review } from '../schema/review.ts'
import { dateWords } from './attack-page.ts'
import type { SiteTool } from './site.ts'

/** A review in words. */
export interface ReviewWords {
  /** For the column beside what is declared and inferred. */
  column: string
  /** Whether it decides, has lapsed or is missing, and what the classifier says without it. */
  sentence: string
}

const ALONE = 'The rating is by the classifier alone.'

/**
 * What a page says of the review of one tool.
 * @param lapsed a review of an earlier definition, where this one has none.
 * @param captured the day of the definition, as YYYY-MM-DD.
 */
export function reviewWords({ reviewed }: Assessment, lapsed: Review | undefined, captured: string): ReviewWords {
  if (reviewed) {
    const { review, inferred } = reviewed
    const same = inferred.category === review.category && inferred.severity === review.severity
    const alone = same ? 'the same' : `${inferred.category}, ${inferred.severity.toLowerCase()} severity`
    return {
      column: `${ratingOf(review)}, ${dateWords(review.date)}`,
      sentence: `${madeBy(review)} The classifier alone says ${alone}.`,
    }
  }
  if (lapsed) {
    const what = `the review of ${dateWords(lapsed.date)} lapsed: the definition has changed since, as captured on ${dateWords(captured)}`
    return { column: `Lapsed: ${what}.`, sentence: `${what.charAt(0).toUpperCase()}${what.slice(1)}. ${ALONE}` }
  }
  return { column: 'Not reviewed: rated by the classifier alone.', sentence: `Nobody has reviewed it. ${ALONE}` }
}

const ratingOf = ({ category, severity, line, irreversible }: Review) =>
  `${category}, ${severity.toLowerCase()} severity (line ${line}${irreversible ? ', irreversible' : ''})`

function madeBy(review: Review): string {
  const day = dateWords(review.date)
  const rating = ratingOf(review)
  if (review.by === 'person')
    return `A person reviewed this tool on ${day}: ${rating}. ${(review.reason ?? '').replace(/\.?$/, '.')}`
  const who = review.run?.readers === 'people' ? 'people' : 'language models'
  return review.third
    ? `Two independent readers (${who}) differed on this definition, and a third decided on ${day}: ${rating}.`
    : `Two independent readers (${who}) agreed on this definition on ${day}: ${rating}.`
}

/** How many tools of a server are reviewed, by whom and when. */
export function serverReviewWords(tools: readonly SiteTool[]): string {
  const reviews = tools.flatMap(({ assessment }) => assessment.reviewed?.review ?? [])
  const lapsed = tools.filter((tool) => tool.lapsed).length
  const alone = tools.length - reviews.length
  const dates = [...new Set(reviews.map(({ date }) => date))].sort()
  const days = [...new Set([dates.at(0), dates.at(-1)])].flatMap((date) => (date ? [dateWords(date)] : []))
  const persons = reviews.filter(({ by }) => by === 'person').length
  if (reviews.length === 0) return `none: rated by the classifier alone${lapsed > 0 ? `; ${lapsedWords(lapsed)}` : ''}`
  return [
    `${alone > 0 ? `${reviews.length} of ${tools.length} tools` : tools.length === 1 ? 'the tool' : `all ${tools.length} tools`}, ${days.join(' to ')}`,
    ...(persons > 0 ? [`${persons} of them by a person`] : []),
    ...(alone > 0 ? [`the others are rated by the classifier alone`] : []),
    ...(lapsed > 0 ? [lapsedWords(lapsed)] : []),
  ].join('; ')
}

const lapsedWords = (count: number) =>
  `${count} ${count === 1 ? 'review' : 'reviews'} lapsed, because the definition has changed`
