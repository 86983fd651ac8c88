import { join } from 'node:path'
import type { Rubric } from '../schema/harm.ts'
import { rubricSchema } from '../schema/harm-schema.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type ReviewGuide, reviewGuideSchema } from '../schema/review-guide.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * What readers judge by: the lines of harm.yaml and the guide beside them.
 * @throws {ProblemError} with every problem of both files.
 */
export function readRubric(content: string): { rubric: Rubric; guide: ReviewGuide } {
  const problems: Problem[] = []
  const [lines, words] = [join(content, 'harm.yaml'), join(content, 'review-guide.yaml')]
  const rubric = attempt(problems, () => parse(rubricSchema, readYaml(lines), lines, 'Correct the file.'))
  const guide = attempt(problems, () => parse(reviewGuideSchema, readYaml(words), words, 'Correct the file.'))
  if (!rubric || !guide) throw new ProblemError(problems)
  return { rubric, guide }
}
