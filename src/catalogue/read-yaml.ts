import { existsSync, readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'

/**
 * A YAML file as plain data.
 * @throws {ProblemError} with the line of every syntax error.
 */
export function readYaml(path: string): unknown {
  return parseYaml(readFileSync(path, 'utf8'), path)
}

/**
 * YAML as plain data.
 * @param first the line of the file on which the text begins.
 * @throws {ProblemError} with the line of every syntax error.
 */
export function parseYaml(text: string, path: string, first = 1): unknown {
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length > 0)
    throw new ProblemError(
      document.errors.map((error) => ({
        where: `${path}:${(error.linePos?.[0].line ?? 1) + first - 1}`,
        what: (error.message.split('\n')[0] as string).replace(/ at line .*$/, ''),
        fix: 'Correct the YAML.',
      })),
    )
  return document.toJS()
}

/**
 * A YAML file that need not be there.
 * @param otherwise what is read where there is none.
 * @throws {ProblemError} with every problem of the file.
 */
export function readOptional<S extends z.ZodType>(schema: S, path: string, otherwise: unknown = {}): z.output<S> {
  return parse(schema, existsSync(path) ? readYaml(path) : otherwise, path, 'Correct the file.')
}

/** Takes a problem that is thrown into the list, and gives undefined then. */
export function attempt<T>(problems: Problem[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}
