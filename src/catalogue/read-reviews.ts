import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ServerReviews, serverReviewsSchema } from '../schema/review.ts'
import { readById } from './read-by-id.ts'

/**
 * The reviews of content/reviews by server id, sorted by id; none when there is no such folder.
 * @throws {ProblemError} with every problem of every file.
 */
export function readReviews(content: string): Map<string, ServerReviews> {
  const folder = join(content, 'reviews')
  return existsSync(folder) ? readById(folder, serverReviewsSchema, 'Correct the review.') : new Map()
}
