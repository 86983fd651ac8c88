import { checkRecords } from '../catalogue/check-records.ts'
import { checkSources } from '../catalogue/check-sources.ts'
import type { AttackCatalogue } from '../catalogue/read-attacks.ts'
import { isHeld } from '../schema/cve.ts'
import type { Problem } from '../schema/problem.ts'
import { reviewDay } from '../view/review-day.ts'
import { sourcesFolder } from './facts.ts'

/** What is wrong with the attacks, and what is still to be done. */
export interface AttackCheck {
  problems: Problem[]
  /** Lines for the terminal. */
  notes: string[]
}

/**
 * Checks the attacks against the official records, that each has a primary source or says why not, and, where a folder is given,
 * what is kept against copies of the sources.
 */
export function checkAttacks(
  content: string,
  { attacks, cves, names }: Pick<AttackCatalogue, 'attacks' | 'cves' | 'names'>,
  sources?: string,
): AttackCheck {
  const notes: string[] = []
  const problems = checkRecords(content, attacks, cves)
  const without = attacks.filter(({ references, noPrimary }) => noPrimary === undefined && !references.some(isPrimary))
  for (const { id, references, noPrimary } of attacks)
    if (noPrimary !== undefined && references.some(isPrimary))
      problems.push({
        where: `${content}/attacks/${id}.mdx: noPrimary`,
        what: 'a reference is primary',
        fix: 'Remove `noPrimary`.',
      })
  const held = [...cves.values()].filter(isHeld).length
  const missing = cves.size - held
  notes.push(
    `${attacks.length} attacks were compared with ${held} CVE records${missing > 0 ? `; ${missing} more are not available to us` : ''}.`,
  )
  if (without.length > 0) notes.push(list(without.length, 'attacks have no primary source and do not say why', without))
  const neverRead = attacks.filter((one) => reviewDay(one) === undefined)
  if (neverRead.length > 0)
    notes.push(`Attacks without a source that we have read: ${neverRead.map(({ id }) => id).join(', ')}.`)
  const references = attacks.flatMap((one) => one.references)
  const untitled = references.filter(({ title }) => title === undefined).length
  const unread = references.filter(({ checked }) => checked === undefined).length
  notes.push(`${references.length} references: ${untitled} have no title yet, ${unread} were never read by us.`)
  if (sources !== undefined) {
    const found = checkSources(content, sourcesFolder('check', sources), cves, names)
    problems.push(...found.problems)
    notes.push(
      `${sources}: ${found.records} records compared, ${found.absent.length} not there; ${
        found.names === undefined ? 'no copy of ATLAS' : `${found.names} names of ATLAS compared`
      }.`,
    )
  }
  return { problems, notes }
}

const isPrimary = ({ primary }: { primary: boolean }) => primary

const list = (count: number, what: string, of: readonly { id: string }[]) =>
  `${count} ${what}: ${of.map(({ id }) => id).join(', ')}.`
