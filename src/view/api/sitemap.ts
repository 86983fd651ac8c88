import { xmlDocument } from '../../text/xml.ts'
import { addedDay } from '../attack-changes.ts'
import { reviewDay } from '../review-day.ts'
import type { Site } from '../site.ts'
import { absolute, base, urls } from '../urls.ts'

/** Most addresses of one sitemap; the protocol takes 50,000. Source: sitemaps.org/protocol.html. */
export const SITEMAP_SIZE = 45_000

const XMLNS = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/**
 * The index of sitemaps and each of them, by its address. Needs a site that knows its own address.
 * @param pages paths of the built pages below the folder of the site, such as `servers/gitlab.html`.
 */
export function sitemaps(site: Pick<Site, 'servers' | 'content'>, pages: readonly string[]): Map<string, string> {
  const days = pageDays(site)
  const addresses = pages
    .filter((page) => page !== '404.html')
    .map(pageUrl)
    .sort()
  const parts = Array.from({ length: Math.ceil(addresses.length / SITEMAP_SIZE) }, (_, index) => {
    const own = addresses.slice(index * SITEMAP_SIZE, (index + 1) * SITEMAP_SIZE)
    return { url: urls.sitemap(index + 1), own }
  })
  const files = new Map([
    [
      urls.sitemap(),
      list(
        'sitemapindex',
        'sitemap',
        parts.map(({ url }) => ({ url, day: undefined })),
      ),
    ],
  ])
  for (const { url, own } of parts)
    files.set(
      url,
      list(
        'urlset',
        'url',
        own.map((page) => ({ url: page, day: dayOf(page, days) })),
      ),
    )
  return files
}

const list = (root: string, entry: string, rows: readonly { url: string; day: string | undefined }[]): string =>
  xmlDocument({
    name: root,
    attributes: { xmlns: XMLNS },
    children: rows.map(({ url, day }) => ({
      name: entry,
      children: [
        { name: 'loc', children: [absolute(url)] },
        ...(day === undefined ? [] : [{ name: 'lastmod', children: [day] }]),
      ],
    })),
  })

/** The address of a built page: without its ending, and the root for the index. */
const pageUrl = (page: string): string =>
  page === 'index.html'
    ? urls.home()
    : `${base}/${page
        .replaceAll('\\', '/')
        .replace(/\.html$/, '')
        .split('/')
        .map(encodeURIComponent)
        .join('/')}`

/** What is known of the day on which a page last changed: that of its snapshot or of its sources. */
function pageDays({ servers, content }: Pick<Site, 'servers' | 'content'>): Map<string, string> {
  return new Map([
    ...servers.map(({ href, snapshot }) => [href, snapshot.capturedAt] as const),
    ...content.attacks.attacks.map((attack) => [urls.attack(attack.id), attackDay(attack)] as const),
  ])
}

/** The newest of the days on which an attack was added, corrected or compared with a source. */
export const attackDay = (attack: Site['content']['attacks']['attacks'][number]): string =>
  [addedDay(attack), reviewDay(attack) ?? '', ...attack.changes.map(({ date }) => date)].sort().at(-1) as string

/** A tool's page is as old as its server's. */
const dayOf = (url: string, days: ReadonlyMap<string, string>): string | undefined =>
  days.get(url) ?? (url.startsWith(urls.server('')) ? days.get(url.slice(0, url.lastIndexOf('/'))) : undefined)
