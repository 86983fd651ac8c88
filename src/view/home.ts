import type { Attack } from '../schema/attack.ts'
import { type Verdict, verdicts } from '../schema/category.ts'
import type { Severity } from '../schema/severity.ts'
import { serverAdvisories } from './advisories.ts'
import { counts } from './counts.ts'
import { checkedTargets } from './lint-pages.ts'
import { numberWords } from './number-words.ts'
import type { Site, SiteServer } from './site.ts'
import { targetList } from './target-page.ts'
import { urls } from './urls.ts'
import { worstFirst } from './worst-first.ts'

/** A server as a card shows it. */
export interface ServerCard {
  title: string
  href: string
  /** "201 tools". */
  size: string
  /** The severities that occur with their counts, the highest first. */
  severities: { severity: Severity; count: number }[]
  /** "1 known vulnerability", where the version of the catalogue has one. */
  vulnerabilities: string | undefined
}

/** Everything that the first page shows. */
export interface HomePage {
  servers: number
  tools: number
  searches: readonly string[]
  clients: { id: string; label: string; href: string }[]
  /** How many targets there are beside these clients. */
  otherTargets: number
  targets: number
  /** How many of them the linter has rules for. */
  checked: number
  known: ServerCard[]
  /** The latest, with the number of all. */
  attacks: Attack[]
  allAttacks: number
  severities: { severity: Severity; href: string; count: number }[]
  categories: { category: Verdict; href: string; meaning: string; count: number }[]
}

/** Cards of servers: three rows of four. */
const MAX_CARDS = 12
const MAX_ATTACKS = 5

/** The model of the first page. Servers that readers know come first; where there are few, the largest fill the rows. */
export function homePage(site: Site): HomePage {
  const { home, attacks, categories } = site.content
  const tally = counts(site.tools)
  const targets = targetList()
  const clients = home.clients.flatMap((id) => {
    const found = targets.find(({ target }) => target.id === id)
    return found ? [{ id, label: found.target.label, href: found.href }] : []
  })
  return {
    servers: site.servers.length,
    tools: site.tools.length,
    searches: home.searches,
    clients,
    otherTargets: targets.length - clients.length,
    targets: targets.length,
    checked: checkedTargets().length,
    known: knownServers(site).map((server) => serverCard(site, server)),
    attacks: attacks.attacks
      .toSorted((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? 1 : -1))
      .slice(0, MAX_ATTACKS),
    allAttacks: attacks.attacks.length,
    severities: worstFirst.map((severity) => ({
      severity,
      href: urls.severity(severity),
      count: tally.severities[severity],
    })),
    categories: verdicts
      .filter((category) => tally.categories[category] > 0)
      .map((category) => ({
        category,
        href: urls.category(category),
        meaning: categories[category].meaning,
        count: tally.categories[category],
      })),
  }
}

function knownServers({ content, byId, servers }: Site): SiteServer[] {
  const known = content.home.servers.flatMap((id) => byId.get(id) ?? [])
  const largest = servers
    .filter((server) => !known.includes(server))
    .toSorted((a, b) => b.tools.length - a.tools.length || (a.id < b.id ? -1 : 1))
  return [...known, ...largest].slice(0, MAX_CARDS)
}

function serverCard(site: Site, server: SiteServer): ServerCard {
  const { severities } = counts(server.tools)
  const affected = serverAdvisories(site, server).filter(({ affected }) => affected).length
  return {
    title: server.manifest.title,
    href: server.href,
    size: numberWords(server.tools.length, 'tool'),
    severities: worstFirst.flatMap((severity) =>
      severities[severity] > 0 ? [{ severity, count: severities[severity] }] : [],
    ),
    vulnerabilities:
      affected > 0 ? `${affected} known ${affected === 1 ? 'vulnerability' : 'vulnerabilities'}` : undefined,
  }
}
