import type { MatchableServer } from '../config/match.ts'
import { escapeUnseen } from '../policy/core/escape.ts'
import { severities } from '../schema/severity.ts'
import { counts } from './counts.ts'
import type { Site } from './site.ts'

/** A server that a reader can choose, with what its configurations are matched by. */
export interface ChoosableServer extends MatchableServer {
  title: string
  about: string
  tools: number
  /** Tools by severity, the mildest first. */
  severities: number[]
}

/** Servers that the page itself lists; more are fetched when somebody looks for them. */
const MAX_LISTED = 200

/** All servers of the catalogue, as /stack/servers.json has them. */
export function choosableServers({ servers }: Pick<Site, 'servers'>): ChoosableServer[] {
  return servers.map(({ id, manifest, tools }) => {
    const { total, severities: tally } = counts(tools)
    return {
      id,
      title: manifest.title,
      about: manifest.about,
      package: manifest.package,
      ...(manifest.aliases ? { aliases: manifest.aliases } : {}),
      tools: total,
      severities: severities.map((severity) => tally[severity]),
    }
  })
}

/** The same as JSON, with what cannot be seen written as escapes. */
export const choosableText = (site: Pick<Site, 'servers'>): string =>
  escapeUnseen(`${JSON.stringify(choosableServers(site))}\n`, 'json')

/** The servers of the page, those with most tools where there are too many, sorted by title. */
export const listedServers = (site: Pick<Site, 'servers'>): ChoosableServer[] =>
  choosableServers(site)
    .sort((a, b) => b.tools - a.tools || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_LISTED)
    .sort((a, b) => {
      const [one, other] = [a.title.toLowerCase(), b.title.toLowerCase()]
      return one < other || (one === other && a.id < b.id) ? -1 : 1
    })
