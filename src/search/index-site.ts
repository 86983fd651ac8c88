import { join } from 'node:path'
import { close, createIndex } from 'pagefind'
import { ProblemError } from '../schema/problem.ts'
import { descriptionOf } from '../schema/tool.ts'
import { nameWords } from '../view/name-words.ts'
import { parameters } from '../view/parameters.ts'
import { plainText } from '../view/segments.ts'
import type { Site, SiteTool } from '../view/site.ts'
import { base, urls } from '../view/urls.ts'

/**
 * Writes the search index of servers, tools, attacks and guides to <folder>/pagefind.
 * Records are made from the same models as the pages, so that their addresses are the site's own.
 * @throws {ProblemError} with everything that Pagefind refused.
 */
export async function indexSite(site: Site, folder: string): Promise<void> {
  const { index, errors } = await createIndex({})
  if (!index) throw refused(errors)
  const failures: string[] = []
  const add = async ({ url, ...record }: Parameters<typeof index.addCustomRecord>[0]) => {
    // Pagefind keeps addresses from the root of the site, and puts the path that the site is served under before each.
    const { errors } = await index.addCustomRecord({ ...record, url: url.slice(base.length) })
    failures.push(...errors)
  }
  for (const { id, manifest, href, tools } of site.servers)
    await add({
      url: href,
      content: `${manifest.title} ${id} ${manifest.package} ${manifest.about}`,
      language: 'en',
      meta: { title: `${manifest.title}, ${tools.length} tools` },
      filters: { server: [manifest.title] },
    })
  for (const tool of site.tools) await add(record(tool))
  for (const text of texts(site)) await add(text)
  const written = await index.writeFiles({ outputPath: join(folder, 'pagefind') })
  failures.push(...written.errors)
  await close()
  if (failures.length > 0) throw refused(failures)
}

/** Attacks, techniques, mitigations and guides. */
function texts({ content: { attacks, guides } }: Site) {
  const text = (url: string, title: string, content: string) => ({ url, content, language: 'en', meta: { title } })
  return [
    ...attacks.attacks.map(({ id, name, about, products, cves, standards }) =>
      text(
        urls.attack(id),
        `${name} · attack`,
        [
          name,
          about,
          ...products,
          ...cves,
          ...Object.values(standards)
            .flat()
            .map((one) => one.id),
        ].join(' '),
      ),
    ),
    ...attacks.techniques.map(({ id, name, about }) =>
      text(urls.technique(id), `${name} · technique`, `${name} ${about}`),
    ),
    ...attacks.mitigations.map(({ id, name, about }) =>
      text(urls.mitigation(id), `${name} · mitigation`, `${name} ${about}`),
    ),
    ...guides.map(({ id, title, about }) => text(urls.guide(id), `${title} · guide`, `${title} ${about}`)),
  ]
}

function record({ tool, label, server, assessment, href }: SiteTool) {
  const names = parameters(tool['inputSchema'])
    .filter(({ depth }) => depth === 0)
    .map(({ name }) => name)
  const text = [tool.name, nameWords(tool.name), server.manifest.title, server.id, descriptionOf(tool), ...names]
  return {
    url: href,
    content: plainText(text.join(' ').replace(/[\t\n\r ]+/g, ' ')),
    language: 'en',
    meta: { title: `${label} · ${server.manifest.title}` },
    filters: {
      category: [assessment.category],
      severity: [assessment.severity],
      server: [server.manifest.title],
    },
  }
}

function refused(errors: string[]): ProblemError {
  return new ProblemError(
    errors.map((what) => ({ where: 'search index', what, fix: 'Report this as a fault of policybook.' })),
  )
}
