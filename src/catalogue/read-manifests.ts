import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, manifestIdSchema, manifestSchema } from '../schema/manifest.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * Every manifest of content/servers, by id, sorted by id.
 * @throws {ProblemError} with every problem of every file.
 */
export function readManifests(content: string): Map<string, Manifest> {
  const folder = join(content, 'servers')
  const problems: Problem[] = []
  const manifests = new Map<string, Manifest>()
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  for (const file of files.sort()) {
    const where = join(folder, file)
    const id = file.slice(0, -'.yaml'.length)
    attempt(problems, () => {
      parse(manifestIdSchema, id, where, 'Rename the file.')
      manifests.set(id, parse(manifestSchema, readYaml(where), where, 'Correct the manifest.'))
    })
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return manifests
}
