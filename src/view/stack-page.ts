import { targets } from '../policy/targets/index.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { type Leg, legs } from '../schema/trait.ts'
import { postureWords } from './rule-words.ts'
import type { Site } from './site.ts'
import { type ChoosableServer, listedServers } from './stack-servers.ts'
import { legTitles } from './trifecta.ts'
import { urls } from './urls.ts'

/** Kinds of targets as a heading of a list. */
const KINDS = { client: 'Clients', gateway: 'Gateways', api: 'APIs and SDKs' } as const

/** What a picker of targets shows. */
export interface TargetGroup {
  label: string
  targets: { id: string; label: string; gateway: string }[]
}

/** The page about a reader's own servers. */
export interface StackPage {
  servers: ChoosableServer[]
  /** Servers of the catalogue, of which the page may list only some. */
  total: number
  targets: TargetGroup[]
  postures: { posture: Posture; about: string }[]
  legs: { leg: Leg; title: string }[]
  /** Addresses for the script, with `{server}` and `{tool}` to replace. */
  addresses: { rules: string; ratings: string; servers: string; server: string; tool: string; yourServer: string }
}

/** All targets by kind. */
export const targetGroups = (): TargetGroup[] =>
  (['client', 'gateway', 'api'] as const).map((kind) => ({
    label: KINDS[kind],
    targets: targets
      .filter((target) => target.kind === kind)
      .map(({ id, label, gateway = '' }) => ({ id, label, gateway })),
  }))

/** Everything that the page prints. */
export function stackPage(site: Pick<Site, 'servers'>): StackPage {
  return {
    servers: listedServers(site),
    total: site.servers.length,
    targets: targetGroups(),
    postures: postures.map((posture) => ({ posture, about: postureWords[posture] })),
    legs: legs.map((leg) => ({ leg, title: legTitles[leg] })),
    addresses: {
      rules: urls.serverRules('{server}'),
      ratings: urls.serverRatings('{server}'),
      servers: urls.stackServers(),
      server: urls.server('{server}'),
      tool: urls.tool('{server}', '{tool}'),
      yourServer: urls.yourServer(),
    },
  }
}
