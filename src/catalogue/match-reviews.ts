import type { Review, ReviewedTool, ServerReviews } from '../schema/review.ts'
import type { Tool } from '../schema/tool.ts'
import { toolDigest } from './digest.ts'

/** What the reviews of a server say of one of its tools. */
export interface ToolReview {
  /** The review of exactly this definition. */
  review?: Review
  /** The latest review of a tool of this name whose definition was another; it no longer counts. */
  lapsed?: Review
}

/** The reviews of one server, held against what it says now. */
export interface MatchedReviews {
  /** One entry a tool, in the order of the tools. */
  tools: ToolReview[]
  /** Reviews of definitions that the server no longer sends, under a name that it still has. */
  lapsed: ReviewedTool[]
  /** Reviews of names that the server no longer has. */
  gone: ReviewedTool[]
}

/** Finds the review of each tool by name and digest. Without reviews no digest is taken. */
export function matchReviews(reviews: ServerReviews | undefined, tools: readonly Tool[]): MatchedReviews {
  if (!reviews) return { tools: tools.map(() => ({})), lapsed: [], gone: [] }
  const keys = tools.map((tool) => key(tool.name, toolDigest(tool)))
  const present = new Set(keys)
  const names = new Set(tools.map(({ name }) => name))
  const exact = new Map<string, ReviewedTool>()
  const lapsed: ReviewedTool[] = []
  const gone: ReviewedTool[] = []
  for (const one of reviews.tools) {
    if (present.has(key(one.name, one.digest))) exact.set(key(one.name, one.digest), one)
    else (names.has(one.name) ? lapsed : gone).push(one)
  }
  const last = new Map<string, Review>()
  for (const one of lapsed) {
    const review = reviewOf(one, reviews)
    const other = last.get(one.name)
    if (!other || other.date < review.date) last.set(one.name, review)
  }
  return {
    tools: tools.map(({ name }, index) => {
      const found = exact.get(keys[index] as string)
      if (found) return { review: reviewOf(found, reviews) }
      const before = last.get(name)
      return before ? { lapsed: before } : {}
    }),
    lapsed,
    gone,
  }
}

const key = (name: string, digest: string) => `${digest} ${name}`

function reviewOf(reviewed: ReviewedTool, { made }: ServerReviews): Review {
  const { name: _name, digest: _digest, run: number = 1, date, third = false, reason, by, ...judgement } = reviewed
  const run = by === 'readers' ? made[number - 1] : undefined
  return {
    ...judgement,
    by,
    // The schema demands one or the other.
    date: date ?? run?.date ?? '',
    third,
    ...(run ? { run } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
}
