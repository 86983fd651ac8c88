import { severities } from '../schema/severity.ts'
import { namedTools } from './named-tools.ts'
import { actKey, areAbout, areAlike, nameHabits, nameKey, type ServerWords, serverWords } from './same-act.ts'
import { sameThings, servesSame } from './same-things.ts'
import type { Site, SiteTool } from './site.ts'

/** Tools worth comparing with one tool. */
export interface Related {
  /** Tools of the same server about the same things, and those that give the ids which a call needs. */
  siblings: SiteTool[]
  /** Tools of the same server that the definition itself names. */
  named: SiteTool[]
  /** Tools of the same server that do the same to the same kind of thing and do less harm, the least harmful first. */
  safer: SiteTool[]
  /** Tools of other servers that do the same to the same kind of thing, one a server. */
  elsewhere: SiteTool[]
}

interface Acts {
  /** By verb and object, and by the name alone. */
  keys: Map<SiteTool, { act: string | undefined; name: string | undefined }>
  byAct: Map<string, SiteTool[]>
  byName: Map<string, SiteTool[]>
  words: Map<string, ServerWords>
}

const indexes = new WeakMap<Site, Acts>()

/** Most tools of other servers that one page lists, and most that are looked at for them. */
const MOST = 8
const MOST_ALIKE = 16
const MOST_SAFER = 4
const MOST_NAMED = 6
const MOST_CANDIDATES = 200

/** At most 8 siblings and 8 tools of other servers, chosen by name and never by position, so that a new tool moves little. */
export function related(site: Site, self: SiteTool): Related {
  const alike = sameThings(self, MOST_ALIKE)
  const harm = ({ assessment }: SiteTool) => severities.indexOf(assessment.severity)
  const named = namedTools(self, MOST_NAMED)
  const safer = [...new Set([...named, ...alike])]
    .filter((other) => harm(other) < harm(self) && servesSame(self, other))
    .toSorted((a, b) => harm(a) - harm(b))
    .slice(0, MOST_SAFER)
  const siblings = alike.filter((other) => !named.includes(other)).slice(0, MOST)
  return { named, siblings, safer, elsewhere: sameElsewhere(site, self) }
}

function sameElsewhere(site: Site, self: SiteTool): SiteTool[] {
  const { keys, byAct, byName, words } = actsOf(site)
  const own = words.get(self.server.id)
  const { act, name } = keys.get(self) ?? {}
  if (!own) return []
  const candidates: [SiteTool, (theirs: ServerWords) => boolean][] = [
    ...tools(byAct, act).map((other): (typeof candidates)[number] => [
      other,
      (theirs) => areAlike(own, theirs, act ?? ''),
    ]),
    ...tools(byName, name).map((other): (typeof candidates)[number] => [other, (theirs) => areAbout(own, theirs)]),
  ]
  const found = new Map<string, SiteTool>()
  for (const [other, isAlike] of candidates) {
    const { id } = other.server
    const theirs = words.get(id)
    if (id === self.server.id || found.has(id) || !theirs) continue
    // The same words are another act where one is about public data and the other moves money.
    if (other.assessment.category !== self.assessment.category || !isAlike(theirs)) continue
    found.set(id, other)
    if (found.size === MOST) break
  }
  return [...found.values()]
}

const tools = (by: Acts['byAct'], key: string | undefined) =>
  (key === undefined ? [] : (by.get(key) ?? [])).slice(0, MOST_CANDIDATES)

function actsOf(site: Site): Acts {
  let acts = indexes.get(site)
  if (!acts) {
    acts = { keys: new Map(), byAct: new Map(), byName: new Map(), words: new Map() }
    for (const server of site.servers) {
      acts.words.set(server.id, serverWords(server))
      const habits = nameHabits(server)
      for (const tool of server.tools) {
        const keys = { act: actKey(tool, habits), name: nameKey(tool, habits) }
        acts.keys.set(tool, keys)
        put(acts.byAct, keys.act, tool)
        put(acts.byName, keys.name, tool)
      }
    }
    indexes.set(site, acts)
  }
  return acts
}

function put(by: Acts['byAct'], key: string | undefined, tool: SiteTool): void {
  if (key === undefined) return
  const list = by.get(key)
  if (list) list.push(tool)
  else by.set(key, [tool])
}
