import { dateWords } from './attack-page.ts'
import type { SiteTool } from './site.ts'

/** How many tools of a server are reviewed, by whom and when. */
export function serverReviewWords(tools: readonly SiteTool[]): string {
  const reviews = tools.flatMap(({ assessment }) => assessment.reviewed?.review ?? [])
  const lapsed = tools.filter((tool) => tool.lapsed).length
  const alone = tools.length - reviews.length
  const dates = [...new Set(reviews.map(({ date }) => date))].sort()
  const days = [...new Set([dates.at(0), dates.at(-1)])].flatMap((date) => (date ? [dateWords(date)] : []))
  const persons = reviews.filter(({ by }) => by === 'person').length
  const corrected = reviews.filter(({ by }) => by === 'model').length
  if (reviews.length === 0) return `none: rated by the classifier alone${lapsed > 0 ? `; ${lapsedWords(lapsed)}` : ''}`
  return [
    `${alone > 0 ? `${reviews.length} of ${tools.length} tools` : tools.length === 1 ? 'the tool' : `all ${tools.length} tools`}, ${days.join(' to ')}`,
    ...(persons > 0 ? [`${persons} of them by a person`] : []),
    ...(corrected > 0 ? [`${corrected} of them corrected later by a language model`] : []),
    ...(alone > 0 ? [`the others are rated by the classifier alone`] : []),
    ...(lapsed > 0 ? [lapsedWords(lapsed)] : []),
  ].join('; ')
}

const lapsedWords = (count: number) =>
  `${count} ${count === 1 ? 'review' : 'reviews'} lapsed, because the definition has changed`
