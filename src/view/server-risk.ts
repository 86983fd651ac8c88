import { trifecta } from '../risk/trifecta.ts'
import { severities } from '../schema/severity.ts'
import { serverAdvisories } from './advisories.ts'
import { counts } from './counts.ts'
import { numberWords } from './number-words.ts'
import type { Site, SiteServer } from './site.ts'

/** What a list of servers says of the risk of one. */
export interface ServerRisk {
  /** Orders servers: more tools of the worst severity come first, and of as many those with more of the next. */
  rank: number
  /** Whether its tools alone complete the lethal trifecta. */
  trifecta: boolean
  /** "2 known vulnerabilities"; empty where its version has none. */
  vulnerabilities: string
}

/** More tools than a server has. */
const BASE = 5000

/** The risk of a server among others. */
export function serverRisk(site: Site, server: SiteServer): ServerRisk {
  const tally = counts(server.tools).severities
  const affected = serverAdvisories(site, server).filter((one) => one.affected).length
  return {
    rank: severities.toReversed().reduce((sum, severity) => sum * BASE + tally[severity], 0),
    trifecta: trifecta(server.tools, site.rules).complete,
    vulnerabilities:
      affected === 0 ? '' : `${numberWords(affected)} known ${affected === 1 ? 'vulnerability' : 'vulnerabilities'}`,
  }
}
