import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findRecord } from '../catalogue/find-record.ts'
import { folders } from '../catalogue/folder.ts'
import { readFrontMatters } from '../catalogue/front-matter.ts'
import { readAdvisories, readCves } from '../catalogue/read-facts.ts'
import { writeCve } from '../catalogue/write-cve.ts'
import { attackSchema } from '../schema/attack.ts'
import { isHeld } from '../schema/cve.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { options } from './options.ts'

/** `facts`: writes content/cves from official records, for every CVE that an attack or an advisory names. */
export async function factsCommand(argv: string[]): Promise<number> {
  const { sources } = options('facts', argv, { sources: { type: 'string' } })
  const { content } = folders()
  const folder = sourcesFolder('facts', sources)
  const problems: Problem[] = []
  const held = readCves(content, problems)
  const named = [
    ...readFrontMatters(attackSchema, join(content, 'attacks'), problems).flatMap(({ cves }) => cves),
    ...readAdvisories(content, problems).flatMap(({ cve }) => cve ?? []),
  ]
  if (problems.length > 0) throw new ProblemError(problems)
  const ids = [...new Set([...named, ...held.keys()])].sort()
  const missing: string[] = []
  let written = 0
  for (const id of ids) {
    const facts = findRecord(folder, id)
    const old = held.get(id)
    if (facts) {
      writeCve(content, facts)
      written++
    } else if (old === undefined) writeCve(content, { id, record: 'not available to us' })
    if (!facts && !(old && isHeld(old))) missing.push(id)
  }
  console.log(`${content}/cves: ${written} of ${ids.length} records written from ${folder}.`)
  if (missing.length > 0) console.log(`No record: ${missing.join(', ')}.`)
  return 0
}

/**
 * The folder that --sources names.
 * @throws {ProblemError} when none is given, or there is no such folder.
 */
export function sourcesFolder(command: string, given: string | undefined): string {
  const fix = 'Give a copy of github.com/CVEProject/cvelistV5, or a folder of its files: `--sources FOLDER`.'
  if (given === undefined) throw new ProblemError([{ where: command, what: 'no folder of records is given', fix }])
  if (!existsSync(given)) throw new ProblemError([{ where: `${command} --sources`, what: `there is no ${given}`, fix }])
  return given
}
