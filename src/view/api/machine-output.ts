import type { Site } from '../site.ts'
import { absolute, origin, urls } from '../urls.ts'
import { advisoriesDocument, attacksDocument, mitigationsDocument, techniquesDocument } from './attack-documents.ts'
import { serverBadge } from './badge.ts'
import { catalogueDocument } from './catalogue-document.ts'
import { type ApiSchemaName, apiSchemas, documentText, publishedSchema } from './documents.ts'
import { attacksAtom, serversFeed } from './feeds.ts'
import { llmsText } from './llms-text.ts'
import { registryFiles } from './mcp-registry.ts'
import { securityText } from './security-text.ts'
import { serverDocument } from './server-document.ts'
import { sitemaps } from './sitemap.ts'
import { targetsDocument } from './target-document.ts'
import { toolCsv, toolLines } from './tools-table.ts'
import { attackMarkdown, serverMarkdown } from './twins.ts'

/** A file with its address from the root of the host; long ones come in pieces. */
export interface OutputFile {
  url: string
  text: string | Iterable<string>
}

/**
 * Every file for programs but the pictures, one after another, so that a large catalogue is never in memory as text.
 * @param pages paths of the built pages below the folder of the site.
 */
export function* machineOutput(site: Site, pages: readonly string[]): Generator<OutputFile> {
  const { attacks } = site.content.attacks
  for (const name of Object.keys(apiSchemas) as ApiSchemaName[])
    yield { url: urls.apiDocument(`schemas/${name}.json`), text: indented(publishedSchema(name)) }
  yield { url: urls.apiDocument('index.json'), text: documentText('index', catalogueDocument(site)) }
  yield { url: urls.apiDocument('attacks.json'), text: documentText('attacks', attacksDocument(site)) }
  yield { url: urls.apiDocument('techniques.json'), text: documentText('techniques', techniquesDocument(site)) }
  yield { url: urls.apiDocument('mitigations.json'), text: documentText('mitigations', mitigationsDocument(site)) }
  yield { url: urls.apiDocument('advisories.json'), text: documentText('advisories', advisoriesDocument(site)) }
  yield { url: urls.apiDocument('targets.json'), text: documentText('targets', targetsDocument(site)) }
  yield { url: urls.apiDocument('tools.csv'), text: toolCsv(site) }
  yield { url: urls.apiDocument('tools.ndjson'), text: toolLines(site) }
  for (const server of site.servers) {
    yield { url: urls.serverData(server.id), text: documentText('server', serverDocument(site, server)) }
    yield { url: urls.serverMarkdown(server.id), text: serverMarkdown(site, server) }
    yield { url: urls.serverBadge(server.id), text: serverBadge(server) }
  }
  for (const attack of attacks) yield { url: urls.attackMarkdown(attack.id), text: attackMarkdown(site, attack) }
  yield { url: urls.llms(), text: llmsText(site) }
  const security = securityText(site)
  if (security !== undefined) yield { url: urls.securityText(), text: security }
  yield { url: urls.robots(), text: robots() }
  if (origin === '') return
  for (const [url, text] of [
    [urls.serversFeed(), serversFeed(site)],
    [urls.attacksFeed(), attacksAtom(site)],
  ] as const)
    if (text !== undefined) yield { url, text }
  for (const [url, text] of sitemaps(site, pages)) yield { url, text }
  for (const [url, value] of registryFiles(site)) yield { url, text: indented(value) }
}

const indented = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** robots.txt with the address of the sitemap, where there is one. */
const robots = () => `User-agent: *\nAllow: /\n${origin === '' ? '' : `\nSitemap: ${absolute(urls.sitemap())}\n`}`
