import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CveRecord } from '../schema/cve.ts'
import { ProblemError } from '../schema/problem.ts'
import { recordFacts } from './official-record.ts'

/**
 * The facts of the official record of a CVE from a copy of github.com/CVEProject/cvelistV5, or from a folder of such files.
 * @param folder the copy (cves/2025/11xxx/CVE-2025-11491.json), or what is below its cves/, or a folder with the file itself.
 * @returns undefined where the folder has no file for it.
 * @throws {ProblemError} when the file is not a record, or is that of another CVE.
 */
export function findRecord(folder: string, id: string): CveRecord | undefined {
  const [, year = '', number = ''] = id.split('-')
  const below = join(year, `${number.slice(0, -3)}xxx`, `${id}.json`)
  const path = [join(folder, 'cves', below), join(folder, below), join(folder, `${id}.json`)].find(existsSync)
  if (path === undefined) return undefined
  const facts = recordFacts(readJson(path), path)
  if (facts.id !== id)
    throw new ProblemError([
      { where: path, what: `it is the record of ${facts.id}`, fix: 'Name the file after its id.' },
    ])
  return facts
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ProblemError([{ where: path, what: (error as Error).message, fix: 'Copy the file again.' }])
  }
}
