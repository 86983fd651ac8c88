import { existsSync } from 'node:fs'
import { attempt } from '../../catalogue/read-yaml.ts'
import { type Problem, ProblemError } from '../../schema/problem.ts'
import type { Judgement } from '../../schema/review.ts'
import { differences } from './decide.ts'
import { type Answers, readAnswers } from './read-answers.ts'
import { files, shownPath, type Task } from './task.ts'

/** The answers of both readers and of the third, if there is one, by the definition's id. */
export interface Sheets {
  first: Answers
  second: Answers
  third: Answers | undefined
  /** Ids that both answered, and the ones of them on which they differ. */
  ids: string[]
  differing: string[]
}

/**
 * The filled sheets of two readers, and of a third.
 * @throws {ProblemError} with every problem of every sheet.
 */
export function readSheets({ byId, open, folder }: Task, [a, b, c]: string[]): Sheets {
  const problems: Problem[] = []
  const known = new Set(byId.keys())
  const first = attempt(problems, () => readAnswers(a as string, known, open))
  const second = attempt(problems, () => readAnswers(b as string, known, open))
  if (first && second)
    for (const [one, other, file] of [
      [first, second, b],
      [second, first, a],
    ] as const)
      for (const id of one.keys())
        if (!other.has(id) && !open.has(id))
          problems.push({
            where: file as string,
            what: `${id} has no answer, and the other reader has`,
            fix: 'Add its line.',
          })
  if (!first || !second || problems.length > 0) {
    // The third's sheet is read all the same, so that its problems are told with the others.
    if (c !== undefined) attempt(problems, () => readAnswers(c, known, new Set()))
    throw new ProblemError(problems)
  }
  const ids = [...byId.keys()].filter((id) => first.has(id))
  const differing = ids.filter((id) => differences(...answersOf({ first, second }, id)).length > 0)
  const third = c === undefined ? undefined : readAnswers(c, new Set(differing), new Set(differing))
  if (!existsSync(files(folder).rubric))
    throw new ProblemError([
      {
        where: shownPath(files(folder).rubric),
        what: 'the rubric that the readers followed is missing',
        fix: 'Put it back, or name the folder of the sheets with --out.',
      },
    ])
  return { first, second, third, ids, differing }
}

/** What both readers said of one definition. */
export const answersOf = ({ first, second }: Pick<Sheets, 'first' | 'second'>, id: string): [Judgement, Judgement] => [
  first.get(id) as Judgement,
  second.get(id) as Judgement,
]
