import { fixedVersion, isAffected } from '../catalogue/affected-versions.ts'
import type { Advisory } from '../schema/advisory.ts'
import { isHeld } from '../schema/cve.ts'
import { cveHref, cvssWords } from './cve-words.ts'
import type { Site, SiteServer, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** A known vulnerability of a server's package, as its pages show it. */
export interface AdvisoryRow {
  advisory: Advisory
  /** Whether the version of the catalogue is in the range. */
  affected: boolean
  /** Which version the catalogue has, whether it is affected, and which is fixed. */
  status: string
  /** The score with who gave it, the severity, or that nobody rated it. */
  rating: string
  /** The record of the CVE, or the first reference. */
  href: string
  /** The tools that it concerns, with their pages where the version of the catalogue still has them. */
  tools: { name: string; href: string | undefined }[]
  attack: { name: string; href: string } | undefined
}

/** The advisories about the package of a server, those that affect the version of the catalogue first. */
export function serverAdvisories(
  site: Site,
  { manifest, tools }: Pick<SiteServer, 'manifest' | 'tools'>,
): AdvisoryRow[] {
  const { advisories, cves, attacks } = site.content.attacks
  const pages = new Map(tools.map(({ tool, href }) => [tool.name, href]))
  return advisories
    .filter((one) => one.package === manifest.package && one.withdrawn === undefined)
    .map((advisory): AdvisoryRow => {
      const cve = advisory.cve === undefined ? undefined : cves.get(advisory.cve)
      const affected = isAffected(advisory, manifest.version)
      const attack = attacks.find(({ id }) => id === advisory.attack)
      return {
        advisory,
        affected,
        status: statusOf(advisory, manifest.version, affected),
        rating:
          cvssWords(cve && isHeld(cve) ? cve.cvss : []) ??
          (advisory.severity === undefined ? 'not rated' : `${advisory.severity} severity`),
        href: advisory.cve ? cveHref(advisory.cve) : (advisory.references[0]?.url as string),
        tools: advisory.tools.map((name) => ({ name, href: pages.get(name) })),
        attack: attack && { name: attack.name, href: urls.attack(attack.id) },
      }
    })
    .toSorted((a, b) => Number(b.affected) - Number(a.affected))
}

/** The advisories of a tool's server that name the tool. */
export const toolAdvisories = (site: Site, { server, tool }: Pick<SiteTool, 'server' | 'tool'>): AdvisoryRow[] =>
  serverAdvisories(site, server).filter(({ advisory }) => advisory.tools.includes(tool.name))

function statusOf(advisory: Advisory, version: string, affected: boolean): string {
  const fixed = fixedVersion(advisory, version)
  if (affected)
    return `${version} is affected. ${fixed === undefined ? 'No fixed version is known.' : `Fixed in ${fixed}.`}`
  return `${version} is not affected${fixed === undefined ? '' : `: fixed in ${fixed}`}.`
}

/** Every advisory with the facts of its record and the servers of the catalogue that have the package, for programs. */
export function advisoriesData(site: Site): unknown {
  const { advisories, cves } = site.content.attacks
  return advisories.map((advisory) => ({
    ...advisory,
    record: advisory.cve === undefined ? null : (cves.get(advisory.cve) ?? null),
    catalogue: site.servers
      .filter(({ manifest }) => manifest.package === advisory.package)
      .map(({ id, manifest }) => ({
        server: id,
        version: manifest.version,
        affected: isAffected(advisory, manifest.version),
      })),
  }))
}

/** The servers of the catalogue whose version has a known vulnerability, for the terminal. */
export function affectedServers(site: Site, servers: readonly SiteServer[]): string[] {
  return servers.flatMap((server) => {
    const rows = serverAdvisories(site, server).filter(({ affected }) => affected)
    return rows.map(
      ({ advisory, rating, status }) =>
        `${server.id} (${server.manifest.package} ${server.manifest.version}): ${advisory.id}, ${advisory.summary}. ${rating}. ${status}`,
    )
  })
}
