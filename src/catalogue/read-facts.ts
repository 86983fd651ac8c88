import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { type Advisory, advisorySchema } from '../schema/advisory.ts'
import { type Cve, cveAbsentSchema, cveRecordSchema } from '../schema/cve.ts'
import { type Telemetry, telemetrySchema } from '../schema/detection.ts'
import { type Mitigation, mitigationSchema } from '../schema/mitigation.ts'
import { parse } from '../schema/parse.ts'
import type { Problem } from '../schema/problem.ts'
import { compare } from '../text/compare.ts'
import { attempt, readYaml } from './read-yaml.ts'

/**
 * content/cves: the facts of official records by CVE, sorted by id; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readCves(content: string, problems: Problem[]): Map<string, Cve> {
  return new Map(
    readNamed(join(content, 'cves'), problems, (value) => (isAbsent(value) ? cveAbsentSchema : cveRecordSchema)).map(
      (cve) => [cve.id, cve],
    ),
  )
}

const isAbsent = (value: unknown) =>
  typeof value === 'object' && value !== null && (value as { record?: unknown }).record === 'not available to us'

/**
 * content/advisories: known vulnerabilities of packages, the newest first; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readAdvisories(content: string, problems: Problem[]): Advisory[] {
  return readNamed(join(content, 'advisories'), problems, () => advisorySchema).toSorted(
    (a, b) => compare(b.published, a.published) || compare(a.id, b.id),
  )
}

/**
 * content/mitigations: what prevents attacks or limits them, by name; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readMitigations(content: string, problems: Problem[]): Mitigation[] {
  return readNamed(join(content, 'mitigations'), problems, () => mitigationSchema).toSorted((a, b) =>
    compare(a.name, b.name),
  )
}

/**
 * content/telemetry: logs in which attacks can be seen, by name; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readTelemetry(content: string, problems: Problem[]): Telemetry[] {
  return readNamed(join(content, 'telemetry'), problems, () => telemetrySchema).toSorted((a, b) =>
    compare(a.name, b.name),
  )
}

// One object a file, named after its id.
function readNamed<S extends z.ZodType<{ id: string }>>(
  folder: string,
  problems: Problem[],
  schemaOf: (value: unknown) => S,
): z.output<S>[] {
  return globSync(join(folder, '*.yaml'))
    .sort()
    .flatMap((path) => {
      const read = attempt(problems, () => {
        const value = readYaml(path)
        return parse(schemaOf(value), value, path, 'Correct the file.')
      })
      if (read === undefined) return []
      if (read.id !== basename(path, '.yaml'))
        problems.push({ where: path, what: `the id is ${read.id}`, fix: 'Name the file after its id.' })
      return [read]
    })
}
