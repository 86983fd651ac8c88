import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { manifestIdSchema } from '../schema/manifest.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type ServerReviews, serverReviewsSchema } from '../schema/review.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * The reviews of content/reviews by server id, sorted by id; none when there is no such folder.
 * @throws {ProblemError} with every problem of every file.
 */
export function readReviews(content: string): Map<string, ServerReviews> {
  const folder = join(content, 'reviews')
  const problems: Problem[] = []
  const reviews = new Map<string, ServerReviews>()
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : []
  for (const file of files.sort()) {
    const where = join(folder, file)
    const id = file.slice(0, -'.yaml'.length)
    attempt(problems, () => {
      parse(manifestIdSchema, id, where, 'Rename the file.')
      reviews.set(id, parse(serverReviewsSchema, readYaml(where), where, 'Correct the review.'))
    })
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return reviews
}
