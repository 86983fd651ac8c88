import { type XmlElement, xmlDocument } from '../../text/xml.ts'
import { brand } from '../site-config.ts'
import { absolute } from '../urls.ts'

/** One entry of a feed. */
export interface FeedEntry {
  /** Never the same for two entries, and never another for the same; absolute. */
  id: string
  /** From the root of the site. */
  url: string
  title: string
  /** The day of the entry. */
  day: string
  text: string
  tags: readonly string[]
}

/** Most entries of a feed. */
const MOST = 200

/**
 * An Atom feed, the newest entries first. Source of the form: RFC 4287. Its addresses are absolute only where the site knows its
 * own; elsewhere no feed is written.
 * @param entries the newest first; at least one.
 */
export function atomFeed(
  feed: { url: string; page: string; title: string; about: string },
  entries: readonly FeedEntry[],
): string {
  const [newest] = entries
  if (!newest) throw new Error('a feed without an entry has no date')
  return xmlDocument({
    name: 'feed',
    attributes: { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
    children: [
      text('id', absolute(feed.url)),
      text('title', feed.title),
      text('subtitle', feed.about),
      text('updated', instant(newest.day)),
      link('self', feed.url, 'application/atom+xml'),
      link('alternate', feed.page, 'text/html'),
      { name: 'author', children: [text('name', brand().name)] },
      ...entries.slice(0, MOST).map(entryElement),
    ],
  })
}

const entryElement = ({ id, url, title, day, text: words, tags }: FeedEntry): XmlElement => ({
  name: 'entry',
  children: [
    text('id', id),
    text('title', title),
    text('updated', instant(day)),
    link('alternate', url, 'text/html'),
    ...tags.map((term): XmlElement => ({ name: 'category', attributes: { term } })),
    { name: 'content', attributes: { type: 'text' }, children: [words] },
  ],
})

const text = (name: string, words: string): XmlElement => ({ name, children: [words] })
const link = (rel: string, url: string, type: string): XmlElement => ({
  name: 'link',
  attributes: { rel, href: absolute(url), type },
})
const instant = (day: string) => `${day}T00:00:00Z`
