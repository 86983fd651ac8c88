import { join } from 'node:path'
import { Document, isMap, isSeq, visit } from 'yaml'
import { parse } from '../schema/parse.ts'
import { type ReviewedTool, type ReviewRun, type ServerReviews, serverReviewsSchema } from '../schema/review.ts'
import { compare } from '../text/compare.ts'
import { writeWhole } from './snapshots.ts'

const HEAD =
  ' What was found of each definition, one line a tool; written by `npm run review`. A correction has `by: person` or `by: model`, a date and a reason, and is never overwritten.'

/**
 * Writes content/reviews/<id>.yaml, sorted by name, whole or not at all. Entries of `made` that no line uses are dropped.
 * @throws {ProblemError} when the reviews do not fit their schema.
 */
export function writeReviews(content: string, id: string, reviews: ServerReviews): void {
  const path = join(content, 'reviews', `${id}.yaml`)
  const own = used(reviews)
  parse(serverReviewsSchema, own, path, 'Correct the review.')
  writeWhole(path, reviewsText(own))
}

/** The file's text: each run and each tool on one line. */
export function reviewsText({ made, tools }: ServerReviews): string {
  const sorted = tools.toSorted((a, b) => compare(a.name, b.name) || compare(a.digest, b.digest))
  const document = new Document({ made: made.map(runLine), tools: sorted.map(toolLine) })
  document.commentBefore = HEAD
  for (const member of ['made', 'tools']) {
    const list = document.get(member)
    if (isSeq(list)) for (const item of list.items) if (isMap(item)) item.flow = true
  }
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.search(UNSEEN) >= 0) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).replace(UNSEEN, escaped)
}

// A name of a server must not hide or reorder what a reviewer of the file sees; inside double quotes YAML has escapes.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0080-\u009f\u2028\u2029]/gu
const escaped = (char: string) => `\\U${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(8, '0')}`

const runLine = ({ date, method, readers, rubric, agreement }: ReviewRun) => ({
  date,
  method,
  readers,
  rubric,
  agreement,
})

/** Members in a fixed order; what says nothing is left out. */
function toolLine(one: ReviewedTool) {
  const { name, category, severity, line, effect, irreversible, traits, accept, alternates } = one
  const { by, third, run = 1, date, reason, digest } = one
  return {
    name,
    category,
    severity,
    line,
    effect,
    irreversible,
    ...(traits.length > 0 ? { traits } : {}),
    ...(accept.length > 0 ? { accept } : {}),
    ...(alternates.length > 0 ? { alternates } : {}),
    by,
    ...(third ? { third } : {}),
    ...(by === 'readers' && run > 1 ? { run } : {}),
    ...(date === undefined ? {} : { date }),
    ...(reason === undefined ? {} : { reason }),
    digest,
  }
}

function used({ made, tools }: ServerReviews): ServerReviews {
  const numbers = new Set(tools.flatMap(({ by, run = 1 }) => (by === 'readers' ? [run] : [])))
  const kept = [...numbers].sort((a, b) => a - b)
  return {
    made: kept.map((number) => made[number - 1] as ReviewRun),
    tools: tools.map((one) => (one.by === 'readers' ? { ...one, run: kept.indexOf(one.run ?? 1) + 1 } : one)),
  }
}
