import { Range } from 'semver'
import type { Advisory } from '../schema/advisory.ts'
import { type Cve, type Cvss, isHeld } from '../schema/cve.ts'
import type { ReferenceKind } from '../schema/reference.ts'
import type { Site } from './site.ts'

/** The id of an advisory as an OSV record. Source of the prefix: ossf.github.io/osv-schema, "x_" is for databases without one. */
export const osvId = ({ id }: Pick<Advisory, 'id'>): string => `x_policybook-${id}`

/** Known vulnerabilities as OSV records. Source of the form: ossf.github.io/osv-schema, version 1.7.5. */
export const osvRecords = ({ content }: Pick<Site, 'content'>): unknown[] =>
  content.attacks.advisories.map((one) =>
    osvRecord(one, one.cve === undefined ? undefined : content.attacks.cves.get(one.cve)),
  )

/** One of them. */
export function osvRecord(advisory: Advisory, cve: Cve | undefined): unknown {
  const { id, aliases, summary, details, published, withdrawn, affected, references } = advisory
  const held = cve && isHeld(cve) ? cve : undefined
  const modified = [published, ...references.flatMap(({ checked }) => checked ?? [])].sort().at(-1) as string
  const own = /^(CVE|GHSA)-/.test(id) ? [id] : []
  return {
    schema_version: '1.7.5',
    id: osvId(advisory),
    published: instant(published),
    modified: instant(modified),
    ...(withdrawn === undefined ? {} : { withdrawn: instant(withdrawn) }),
    aliases: [...new Set([...own, ...(advisory.cve ? [advisory.cve] : []), ...aliases])],
    summary,
    details,
    severity: (held?.cvss ?? []).flatMap(severityOf),
    affected: [
      {
        package: { ecosystem: 'npm', name: advisory.package, purl: purlOf(advisory.package) },
        ranges: affected.map(({ range, fixed }) => ({ type: 'SEMVER', events: eventsOf(range, fixed) })),
      },
    ],
    references: references.map(({ kind, url }) => ({ type: TYPES[kind], url })),
    credits: (held?.credits ?? []).map(({ name }) => ({ name })),
    database_specific: {
      ...(advisory.severity === undefined ? {} : { severity: advisory.severity.toUpperCase() }),
      cwe_ids: held?.cwes ?? [],
      tools: advisory.tools,
    },
  }
}

const TYPES: Record<ReferenceKind, string> = {
  advisory: 'ADVISORY',
  cve: 'ADVISORY',
  vendor: 'WEB',
  research: 'ARTICLE',
  news: 'ARTICLE',
  code: 'WEB',
  post: 'ARTICLE',
  paper: 'ARTICLE',
}

/**
 * The events of a range of npm versions. OSV sorts events by version, so a range with several parts gives several pairs.
 * @throws for what is no range; the check of advisories names it first.
 */
export function eventsOf(range: string, fixed: string | undefined): Record<string, string>[] {
  return new Range(range).set.flatMap((part) => {
    const from = part.find(({ operator }) => operator.startsWith('>'))
    const to = part.find(({ operator }) => operator.startsWith('<'))
    const exact = part.find(({ operator, value }) => operator === '' && value !== '')
    if (exact) return [{ introduced: exact.semver.version }, { last_affected: exact.semver.version }]
    const introduced = { introduced: from?.semver.version ?? '0' }
    if (to?.operator === '<') return [introduced, { fixed: fixed ?? to.semver.version }]
    if (to) return [introduced, fixed === undefined ? { last_affected: to.semver.version } : { fixed }]
    return [introduced]
  })
}

function severityOf({ version, vector }: Cvss): { type: string; score: string }[] {
  if (version === '4.0') return [{ type: 'CVSS_V4', score: vector }]
  return version === '2.0' ? [{ type: 'CVSS_V2', score: vector }] : [{ type: 'CVSS_V3', score: vector }]
}

// A scope is a segment of its own, and its @ is written as %40. Source: github.com/package-url/purl-spec, npm.
const purlOf = (name: string) => `pkg:npm/${name.replace('@', '%40')}`
const instant = (day: string) => `${day}T00:00:00Z`
