import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { attempt, parseYaml } from './read-yaml.ts'

/**
 * The front matter of every .mdx file of a folder, sorted by file; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readFrontMatters<S extends z.ZodType<{ id: string }>>(
  schema: S,
  folder: string,
  problems: Problem[],
): z.output<S>[] {
  return globSync(join(folder, '*.mdx'))
    .sort()
    .flatMap((path) => {
      const read = attempt(problems, () => parse(schema, frontMatter(path), path, 'Correct the front matter.'))
      if (read === undefined) return []
      if (read.id !== basename(path, '.mdx'))
        problems.push({ where: path, what: `the id is ${read.id}`, fix: 'Name the file after its id.' })
      return [read]
    })
}

/**
 * The YAML between the two lines of hyphens that a file begins with.
 * @throws {ProblemError} where there is none, or it is not YAML.
 */
export function frontMatter(path: string): unknown {
  const [, text] = /^---\n([\s\S]*?)\n---\n/.exec(readFileSync(path, 'utf8')) ?? []
  if (text === undefined)
    throw new ProblemError([{ where: path, what: 'there is no front matter', fix: 'Begin the file with it.' }])
  return parseYaml(text, path, 2)
}
