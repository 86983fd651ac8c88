import type { z } from 'zod'
import { ProblemError } from './problem.ts'

/**
 * The one way in for everything that people or machines wrote.
 * @param where the file that the value came from, for the error.
 * @param fix what the reader should do, as an imperative sentence.
 * @throws {ProblemError} with one problem for every member that does not fit.
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown, where: string, fix: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ProblemError(
    result.error.issues.map((issue) => {
      const path = issue.path.map(String).join('.')
      return { where: path === '' ? where : `${where}: ${path}`, what: issue.message, fix }
    }),
  )
}
