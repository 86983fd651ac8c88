import { escapeUnseen } from '../policy/core/escape.ts'
import { trifecta } from '../risk/trifecta.ts'
import type { Verdict } from '../schema/category.ts'
import type { Severity } from '../schema/severity.ts'
import { type Leg, legs } from '../schema/trait.ts'
import { plainQuote } from './plain-quote.ts'
import type { Site, SiteServer } from './site.ts'

/** One tool as the pages about several servers show it. Texts name what cannot be seen. */
export interface RatedTool {
  slug: string
  /** Its name exactly as its server sends it, by which rules know it. */
  name: string
  label: string
  category: Verdict
  severity: Severity
  /** The legs of the lethal trifecta that it is, with the words that show it; empty words where a review alone says so. */
  legs: Partial<Record<Leg, string>>
}

/** /servers/<server>/ratings.json: how every tool of a server is rated. */
export interface RatingsFile {
  server: string
  title: string
  version: string
  tools: RatedTool[]
}

/** The file of one server. */
export function ratingsFile(server: SiteServer, { rules }: Pick<Site, 'rules'>): RatingsFile {
  const found = trifecta(server.tools, rules)
  const words = new Map(
    legs.flatMap((leg) =>
      found.legs[leg].map(({ tool, quote, field }) => [
        `${leg} ${tool.slug}`,
        quote === '' ? '' : plainQuote(quote, field),
      ]),
    ),
  )
  return {
    server: server.id,
    title: server.manifest.title,
    version: server.manifest.version,
    tools: server.tools.map(({ slug, tool, label, assessment }) => ({
      slug,
      name: tool.name,
      label,
      category: assessment.category,
      severity: assessment.severity,
      legs: Object.fromEntries(
        legs.flatMap((leg) => {
          const shown = words.get(`${leg} ${slug}`)
          return shown === undefined ? [] : [[leg, shown]]
        }),
      ),
    })),
  }
}

/** The same as JSON, with what cannot be seen written as escapes. */
export const ratingsText = (server: SiteServer, site: Pick<Site, 'rules'>) =>
  escapeUnseen(`${JSON.stringify(ratingsFile(server, site))}\n`, 'json')
