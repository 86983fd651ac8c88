import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { manifestIdSchema } from '../schema/manifest.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * Every .yaml file of a folder by the server's id, which is the file's name; sorted by id.
 * @param fix what to do about a file that does not fit its schema, as a sentence.
 * @throws {ProblemError} with every problem of every file.
 */
export function readById<T>(folder: string, schema: z.ZodType<T>, fix: string): Map<string, T> {
  const problems: Problem[] = []
  const found = new Map<string, T>()
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  for (const file of files.sort()) {
    const where = join(folder, file)
    const id = file.slice(0, -'.yaml'.length)
    attempt(problems, () => {
      parse(manifestIdSchema, id, where, 'Rename the file.')
      found.set(id, parse(schema, readYaml(where), where, fix))
    })
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return found
}
