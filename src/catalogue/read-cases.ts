import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TargetCases, targetCasesSchema } from '../schema/cases.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * What vendors establish about their products, by target: content/targets/<id>/cases.yaml.
 * @throws {ProblemError} with every problem of every file.
 */
export function readCases(content: string): Map<string, TargetCases> {
  const folder = join(content, 'targets')
  const problems: Problem[] = []
  const found = new Map<string, TargetCases>()
  const ids = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()) : []
  for (const id of ids.map(({ name }) => name).sort()) {
    const file = join(folder, id, 'cases.yaml')
    if (!existsSync(file)) continue
    attempt(problems, () => found.set(id, parse(targetCasesSchema, readYaml(file), file, 'Correct the case.')))
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return found
}
