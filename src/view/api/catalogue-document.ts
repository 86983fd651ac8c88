import type { ApiCatalogue } from '../../schema/api/catalogue.ts'
import { counts } from '../counts.ts'
import type { Site } from '../site.ts'
import { brand } from '../site-config.ts'
import { absolute } from '../urls.ts'
import { documentHead } from './documents.ts'
import { machineFiles } from './machine-files.ts'
import { newestDay } from './newest-day.ts'
import { serverSummary } from './server-document.ts'

/** /api/v1/index.json: every server, and where everything else is. */
export function catalogueDocument(site: Site): ApiCatalogue {
  const newest = newestDay(site)
  return {
    ...documentHead('index'),
    name: brand().name,
    about: 'Risk ratings of the tools of MCP servers, with the evidence for each, and policies for them.',
    ...(newest === undefined ? {} : { newest }),
    counts: counts(site.tools),
    servers: site.servers.map(serverSummary),
    documents: machineFiles().map(({ name, about, url, schema }) => ({
      name,
      about,
      url: absolute(url),
      ...(schema === undefined ? {} : { schema }),
    })),
  }
}
