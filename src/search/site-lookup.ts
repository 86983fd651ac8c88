import { verdicts } from '../schema/category.ts'
import { severities } from '../schema/severity.ts'
import { plainText } from '../view/segments.ts'
import type { Site } from '../view/site.ts'
import { base, urls } from '../view/urls.ts'
import { pageRecords } from './page-records.ts'
import type { LookupSource } from './write-lookup.ts'

/** What the lookup of a site is made from. Addresses are without the path that the site is served under. */
export function siteLookup(site: Site): LookupSource {
  return {
    servers: site.servers.map(({ id, manifest, tools }) => ({
      id,
      title: plainText(manifest.title),
      package: manifest.package,
      tools: tools.map(({ label, slug, assessment }) => ({
        label,
        slug,
        category: assessment.category,
        severity: assessment.severity,
      })),
    })),
    pages: pageRecords(site),
    paths: {
      server: urls.server('{server}').slice(base.length),
      tool: urls.tool('{server}', '{tool}').slice(base.length),
    },
    categories: verdicts,
    severities,
  }
}
