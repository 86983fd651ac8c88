import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { type Manifest, manifestIdSchema, manifestSchema } from '../schema/manifest.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'

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
    try {
      parse(manifestIdSchema, id, where, 'Rename the file.')
      manifests.set(id, parse(manifestSchema, readYaml(where), where, 'Correct the manifest.'))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return manifests
}

/**
 * A YAML file as plain data.
 * @throws {ProblemError} with the line of every syntax error.
 */
export function readYaml(path: string): unknown {
  const document = parseDocument(readFileSync(path, 'utf8'), { prettyErrors: true })
  if (document.errors.length > 0)
    throw new ProblemError(
      document.errors.map((error) => ({
        where: `${path}:${error.linePos?.[0].line ?? 1}`,
        what: (error.message.split('\n')[0] as string).replace(/ at line .*$/, ''),
        fix: 'Correct the YAML.',
      })),
    )
  return document.toJS()
}
