import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childrenOf, type Element, only, parseXml } from './xml.ts'

const AT = 'https://docs.example.org'
process.env['POLICYBOOK_SITE'] = AT
process.env['POLICYBOOK_BASE'] = '/tools'
const { attacksAtom, serversFeed } = await import('../../../src/view/api/feeds.ts')
const { SITEMAP_SIZE, sitemaps } = await import('../../../src/view/api/sitemap.ts')
const { attackChanges } = await import('../../../src/view/attack-changes.ts')
const { hostileSite } = await import('./hostile-catalogue.ts')

const ATOM = 'http://www.w3.org/2005/Atom'
const site = hostileSite()

/** What RFC 4287 demands of a feed, by its sections. */
function checkAtom(text: string): Element[] {
  const feed = parseXml(text)
  assert.deepEqual([feed.name, feed.uri], ['feed', ATOM])
  const unique = (element: Element) => {
    // 4.1.1 and 4.1.2: exactly one id, title and updated. 4.2.6: an IRI that is not relative. 3.3: a date of RFC 3339.
    assert.match(only(element, 'id').text, /^https:\/\/\S+$/)
    assert.notEqual(only(element, 'title').text.trim(), '')
    assert.match(only(element, 'updated').text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.ok(!Number.isNaN(Date.parse(only(element, 'updated').text)))
    // 4.1.1: at most one alternate of one type and language.
    const alternates = childrenOf(element, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate')
    assert.equal(alternates.length, 1)
    for (const { attributes } of childrenOf(element, 'link')) assert.match(attributes['href'] ?? '', /^https:\/\/\S+$/)
  }
  unique(feed)
  // 4.1.1: an author of the feed, where an entry has none. 3.2.1: with one name.
  assert.equal(only(only(feed, 'author'), 'name').text, 'Policybook')
  const self = childrenOf(feed, 'link').find(({ attributes }) => attributes['rel'] === 'self')
  assert.equal(self?.attributes['href'], only(feed, 'id').text)
  const entries = childrenOf(feed, 'entry')
  assert.ok(entries.length > 0)
  for (const entry of entries) {
    unique(entry)
    const content = only(entry, 'content')
    // 4.1.3.3: text has no child elements.
    assert.equal(content.attributes['type'], 'text')
    assert.equal(content.children.length, 0)
    for (const category of childrenOf(entry, 'category')) assert.ok(category.attributes['term'])
  }
  assert.equal(new Set(entries.map((entry) => only(entry, 'id').text)).size, entries.length)
  const days = entries.map((entry) => only(entry, 'updated').text)
  assert.deepEqual(days, days.toSorted().toReversed())
  assert.equal(only(feed, 'updated').text, days[0])
  return entries
}

test('the feed of attacks is Atom by RFC 4287 and has every change', () => {
  const text = attacksAtom(site)
  assert.ok(text)
  const entries = checkAtom(text)
  assert.equal(entries.length, Math.min(200, attackChanges(site).length))
  const [first] = attackChanges(site)
  assert.equal(entries[0] && only(entries[0], 'content').text, first?.what)
})

test('the feed of definitions has every server, and another entry when a definition changes', () => {
  const text = serversFeed(site)
  assert.ok(text)
  const entries = checkAtom(text)
  assert.equal(entries.length, site.servers.length)
  const idOf = (feed: string | undefined, server: string) =>
    checkAtom(feed ?? '')
      .map((entry) => only(entry, 'id').text)
      .find((id) => id.startsWith(`${AT}/tools/servers/${server}#`))
  const changed = {
    ...site,
    servers: site.servers.map((server) =>
      server.id === 'plain' ? { ...server, snapshot: { ...server.snapshot, instructions: 'Other.' } } : server,
    ),
  }
  assert.notEqual(idOf(serversFeed(changed), 'plain'), idOf(text, 'plain'))
  assert.equal(idOf(serversFeed(changed), 'many'), idOf(text, 'many'))
})

test('a feed names the definitions that changed since their review, and tools that are gone, as text', () => {
  const plain = site.byId.get('plain')
  const [first, ...others] = plain?.tools ?? []
  assert.ok(plain && first)
  const review = { date: '2026-01-01' } as NonNullable<typeof first.lapsed>
  const tools = [{ ...first, label: '<b>&"x', lapsed: review }, ...others]
  const gone = {
    name: 'gone\u202e_tool',
    digest: 'a'.repeat(64),
    by: 'person',
    date: '2026-01-01',
    reason: 'x',
  } as never
  const reviews = new Map([['plain', { made: [], tools: [gone] }]])
  const text = serversFeed({ servers: [{ ...plain, tools }], content: { ...site.content, reviews } })
  const [entry] = checkAtom(text ?? '')
  assert.ok(entry)
  assert.match(
    only(entry, 'content').text,
    /changed since their review: <b>&"x\. Reviewed tools that are gone: gone\[U\+202E[^\]]*\]_tool\./,
  )
  assert.ok(childrenOf(entry, 'category').some(({ attributes }) => attributes['term'] === 'changed'))
})

test('a checker of feeds finds what is wrong', () => {
  const text = attacksAtom(site) as string
  for (const [from, to] of [
    ['<updated>', '<updated>x'],
    ['<id>https:', '<id>'],
    ['<content type="text">', '<content type="text"><p/>'],
    ['</author>', '</author><title>two</title>'],
    ['href="https://docs.example.org', 'href="'],
    ['</entry>', ''],
  ] as const)
    assert.throws(() => checkAtom(text.replace(from, to)), to)
})

test('sitemaps have every page once, in parts that the protocol takes, and an index that names the parts', () => {
  const many = Array.from({ length: 2 * SITEMAP_SIZE + 1 }, (_, index) => `servers/many/tool_${index}.html`)
  const files = sitemaps(site, [...many, 'index.html', 'servers/plain.html', 'a/é&.html', '404.html'])
  const index = parseXml(files.get('/tools/sitemap.xml') ?? '')
  assert.deepEqual([index.name, index.uri], ['sitemapindex', 'http://www.sitemaps.org/schemas/sitemap/0.9'])
  const parts = childrenOf(index, 'sitemap').map((part) => only(part, 'loc').text)
  assert.deepEqual(
    parts,
    [1, 2, 3].map((part) => `${AT}/tools/sitemap-${part}.xml`),
  )
  const locations = parts.flatMap((part) => {
    const text = files.get(part.slice(AT.length)) ?? ''
    // 50,000 addresses and 50 MB. Source: sitemaps.org/protocol.html.
    assert.ok(text.length < 50 * 1024 * 1024)
    const set = parseXml(text)
    assert.equal(set.name, 'urlset')
    const own = childrenOf(set, 'url').map((one) => only(one, 'loc').text)
    assert.ok(own.length <= 50_000)
    return own
  })
  assert.equal(locations.length, many.length + 3)
  assert.equal(new Set(locations).size, locations.length)
  for (const location of locations) assert.equal(new URL(location).href, location)
  for (const wanted of ['/tools/', '/tools/servers/plain', '/tools/a/%C3%A9%26', '/tools/servers/many/tool_7'])
    assert.ok(locations.includes(`${AT}${wanted}`), wanted)
  assert.match(files.get('/tools/sitemap-1.xml') ?? '', /<lastmod>2026-01-31<\/lastmod>/)
})
