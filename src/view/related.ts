import { compare } from '../text/compare.ts'
import type { Site, SiteTool } from './site.ts'

/** Tools worth comparing with one tool. */
export interface Related {
  /** Same category on the same server, nearest in severity first. */
  siblings: SiteTool[]
  /** Same name or same deciding verb on other servers, one a server. */
  elsewhere: SiteTool[]
}

const indexes = new WeakMap<Site, Map<string, SiteTool[]>>()

/** At most 8 siblings and 8 tools of other servers, chosen by name and never by position, so that a new tool moves little. */
export function related(site: Site, self: SiteTool): Related {
  const category = self.assessment.category
  const siblings = self.server.tools
    .filter((other) => other !== self && other.assessment.category === category)
    .sort((a, b) => Number(b.verb === self.verb) - Number(a.verb === self.verb) || compare(a.slug, b.slug))
    .slice(0, 8)
  const elsewhere: SiteTool[] = []
  const seen = new Set([self.server.id])
  const candidates = [
    ...(byKey(site).get(`name ${self.tool.name}`) ?? []),
    ...(self.verb === '' ? [] : (byKey(site).get(`verb ${self.verb} ${category}`) ?? [])),
  ]
  for (const other of candidates) {
    if (seen.has(other.server.id)) continue
    seen.add(other.server.id)
    elsewhere.push(other)
    if (elsewhere.length === 8) break
  }
  return { siblings, elsewhere }
}

function byKey(site: Site): Map<string, SiteTool[]> {
  let index = indexes.get(site)
  if (!index) {
    index = new Map()
    for (const tool of site.tools)
      for (const key of [`name ${tool.tool.name}`, `verb ${tool.verb} ${tool.assessment.category}`]) {
        const list = index.get(key)
        if (list) list.push(tool)
        else index.set(key, [tool])
      }
    indexes.set(site, index)
  }
  return index
}
