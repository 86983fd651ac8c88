import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attack } from '../schema/attack.ts'
import { type Cve, type CveRecord, isHeld } from '../schema/cve.ts'
import type { Problem } from '../schema/problem.ts'
import { compare } from '../text/compare.ts'

type Differs = Attack['differs'][number]

/**
 * Where a page and the official records of its CVEs disagree: weaknesses, versions, the date, the product, a withdrawn record. What an
 * attack declares under `differs` is no problem, but a declaration that nothing needs is one.
 * @param content the folder, for the text of the pages and the lines that are named.
 */
export function checkRecords(content: string, attacks: readonly Attack[], cves: ReadonlyMap<string, Cve>): Problem[] {
  return attacks.flatMap((attack) => {
    const records = attack.cves.flatMap((id) => {
      const cve = cves.get(id)
      return cve && isHeld(cve) ? [cve] : []
    })
    if (records.length === 0 && attack.differs.length === 0) return []
    const path = join(content, 'attacks', `${attack.id}.mdx`)
    const page = readFileSync(path, 'utf8')
    const needed = new Set<Differs>()
    const declared = (on: Differs['on'], text?: string) => {
      const found = attack.differs.filter((one) => one.on === on && (text === undefined || mentions(one.says, text)))
      for (const one of found) needed.add(one)
      return found.length > 0
    }
    const problem = (line: string, what: string): Problem => ({
      where: `${path}:${lineOf(page, line)}`,
      what,
      fix: 'Correct the page, or say why under `differs`.',
    })
    const problems = [
      ...records.flatMap(({ id, state }) =>
        state === 'REJECTED' ? [problem(id, `the record of ${id} was rejected`)] : [],
      ),
      ...weaknesses(attack, records)
        .filter(({ id }) => !declared('cwe', id))
        .map(({ what }) => problem('  cwe:', what)),
      ...versions(page, records)
        .filter((version) => !declared('versions', version))
        .map((version) => problem(version, `no record of ${attack.cves.join(', ')} has version ${version}`)),
      ...dates(attack, records)
        .filter(() => !declared('date'))
        .map((what) => problem('date:', what)),
      ...products(attack, records)
        .filter(() => !declared('product'))
        .map(({ id, what }) => problem(id, what)),
    ]
    return [
      ...problems,
      ...attack.differs
        .filter((one) => !needed.has(one))
        .map(({ cve, on }) => ({
          where: `${path}:${lineOf(page, 'differs:')}`,
          what: `nothing on the page differs from the record of ${cve} in its ${on}`,
          fix: 'Remove the line from `differs`.',
        })),
    ]
  })
}

function lineOf(page: string, text: string): number {
  const at = page.indexOf(text)
  return at < 0 ? 1 : page.slice(0, at).split('\n').length
}

/** What the numbering authorities gave and the page has not, and the other way round. */
function weaknesses({ standards }: Attack, records: readonly CveRecord[]): { id: string; what: string }[] {
  const own = new Set(standards.cwe.map(({ id }) => id))
  const given = new Set(records.flatMap(({ cwes }) => cwes))
  if (given.size === 0) return []
  const known = new Set([...given, ...records.flatMap(({ otherCwes }) => otherCwes.map(({ id }) => id))])
  return [
    ...records.flatMap(({ id, cwes, assigner }) =>
      cwes
        .filter((cwe) => !own.has(cwe))
        .map((cwe) => ({ id: cwe, what: `${assigner} gave ${id} ${cwe}, the page lacks it` })),
    ),
    ...[...own]
      .filter((cwe) => !known.has(cwe))
      .map((cwe) => ({ id: cwe, what: `${cwe} is in no record of ${records.map(({ id }) => id).join(', ')}` })),
  ]
}

// Dots between digits: 0.6.3, 2.0.0-beta.17. Not part of an address or of a longer word.
const VERSION = /(?<![\w./-])v?(\d{1,5}(?:\.\d{1,5}){1,3}(?:-[a-z]{1,10}\.\d{1,5})?)(?![\w/]|\.\d)/g

/** Versions that the page names and no record does; scores and versions of CVSS are none. */
function versions(page: string, records: readonly CveRecord[]): string[] {
  const known = new Set([
    ...records.flatMap(({ affected }) =>
      affected.flatMap((one) => [...one.versions, ...one.fixed].flatMap((text) => text.split(/[\s,<>=]+/))),
    ),
    ...records.flatMap(({ cvss }) => cvss.flatMap(({ score, version }) => [score.toFixed(1), version])),
    // A record without products says it in prose, which is not kept.
    ...(records.some(({ affected }) => affected.length === 0) ? namedVersions(page) : []),
  ])
  const text = page.replaceAll(/^ *(url|seenIn|title|publisher|date|checked|differs|- \{ cve|- \{ id).*$/gm, '')
  return [...new Set(namedVersions(text))].filter((version) => !known.has(version)).sort(compare)
}

const namedVersions = (text: string) => [...text.matchAll(VERSION)].map(([, version]) => version as string)

/**
 * The date is that of the first public report: not after the first record, which is one, and not before every dated source. An incident
 * has its own day.
 */
function dates({ date, kind, references }: Attack, records: readonly CveRecord[]): string[] {
  const [first] = records.toSorted((a, b) => compare(a.published, b.published))
  if (!first || kind === 'incident') return []
  const dated = references.flatMap((one) => one.date ?? [])
  const earliest = [first.published, ...dated].toSorted(compare)[0] as string
  const within = (a: string, b: string) => a.startsWith(b) || b.startsWith(a)
  if (compare(date, first.published) > 0 && !within(date, first.published))
    return [`it is dated ${date}, and ${first.id} was published on ${first.published}`]
  if (dated.length === references.length && compare(date, earliest) < 0 && !within(date, earliest))
    return [`it is dated ${date}, and the earliest source is of ${earliest}`]
  return []
}

/** A record that is about another product: no word of its vendor, product or title is on the page. */
function products(
  { name, about, products: own }: Attack,
  records: readonly CveRecord[],
): { id: string; what: string }[] {
  const words = new Set(wordsOf([name, about, ...own].join(' ')))
  return records.flatMap(({ id, title = '', affected }) => {
    const named = affected.flatMap(({ vendor = '', product }) => [vendor, product])
    const theirs = wordsOf(named.length > 0 ? named.join(' ') : title)
    if (theirs.length === 0 || theirs.some((word) => words.has(word))) return []
    return [{ id, what: `the record of ${id} is about ${named.join(' ') || title}, which the page does not name` }]
  })
}

// Words that say nothing about which product it is.
const COMMON = new Set([
  'mcp',
  'server',
  'servers',
  'the',
  'and',
  'for',
  'tools',
  'version',
  'extension',
  'code',
  'inc',
])
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !COMMON.has(word))

const mentions = (text: string, part: string) => text.split(/[\s,;]+/).includes(part)
