import { serverDigest } from '../../catalogue/digest.ts'
import { matchReviews } from '../../catalogue/match-reviews.ts'
import { compare } from '../../text/compare.ts'
import { attackChanges } from '../attack-changes.ts'
import { plainText } from '../segments.ts'
import type { Site, SiteServer } from '../site.ts'
import { absolute, urls } from '../urls.ts'
import { URL_NAMESPACE, uuid5 } from '../uuid5.ts'
import { atomFeed, type FeedEntry } from './atom-feed.ts'

/** What the feed of servers is made from, for its readers and the page of the interface. */
export const SERVERS_FEED_ABOUT =
  'Servers by the day on which each was first seen to say what it says now. An entry names the reviewed definitions that changed since. Earlier definitions are not kept.'

/** /servers/changes.atom; undefined without servers. */
export function serversFeed(site: Pick<Site, 'servers' | 'content'>): string | undefined {
  const entries = site.servers
    .map((server) => serverEntry(site, server))
    .toSorted((a, b) => compare(b.day, a.day) || compare(a.url, b.url))
  const feed = { url: urls.serversFeed(), page: urls.servers(), title: 'Changed definitions of MCP servers' }
  return entries.length === 0 ? undefined : atomFeed({ ...feed, about: SERVERS_FEED_ABOUT }, entries)
}

function serverEntry({ content }: Pick<Site, 'content'>, self: SiteServer): FeedEntry {
  const { id, manifest, snapshot, tools, href } = self
  const changed = tools.filter(({ lapsed }) => lapsed).map(({ label }) => label)
  const { gone } = matchReviews(content.reviews.get(id), snapshot.tools)
  const version = snapshot.source.version === undefined ? '' : ` ${snapshot.source.version}`
  return {
    // Another set of definitions is another entry.
    id: `${absolute(href)}#${serverDigest(snapshot).slice(0, 16)}`,
    url: href,
    title: `${manifest.title}${version}: ${tools.length === 1 ? '1 tool' : `${tools.length} tools`}`,
    day: snapshot.capturedAt,
    text: [
      `${snapshot.source.name}${version} was first seen to say this on ${snapshot.capturedAt}.`,
      ...named('Definitions that changed since their review', changed),
      ...named(
        'Reviewed tools that are gone',
        gone.map(({ name }) => plainText(name)),
      ),
    ].join(' '),
    tags: changed.length + gone.length > 0 ? ['server', 'changed'] : ['server'],
  }
}

const named = (what: string, names: readonly string[]) => (names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`])

/** /attacks/feed.atom; undefined without attacks. */
export function attacksAtom(site: Pick<Site, 'content'>): string | undefined {
  const entries = attackChanges(site).map(({ date, kind, id, name, href, what }): FeedEntry => {
    const url = href ?? urls.attackChanges()
    return {
      // Two corrections of one day are told apart by what they say.
      id: `${absolute(url)}#${kind === 'added' ? 'added' : uuid5(URL_NAMESPACE, `${id} ${date} ${kind} ${what}`)}`,
      url,
      title: kind === 'added' ? name : `${kind === 'removed' ? 'Removed' : 'Corrected'}: ${name}`,
      day: date,
      text: what,
      tags: [kind],
    }
  })
  const feed = { url: urls.attacksFeed(), page: urls.attacks(), title: 'Attacks through tools of AI agents' }
  const about = 'Attacks that were added to the catalogue, and corrections of facts.'
  return entries.length === 0 ? undefined : atomFeed({ ...feed, about }, entries)
}
