import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContent } from '../../src/catalogue/read-content.ts'
import { addedDay, attackChanges } from '../../src/view/attack-changes.ts'
import { attacksData, attacksFeed, attacksIndex } from '../../src/view/attacks-index.ts'
import { reviewDay } from '../../src/view/review-day.ts'
import type { Site } from '../../src/view/site.ts'

const content = readContent('content')
const { attacks, rules } = content.attacks
const [attack] = attacks
assert.ok(attack)
const removed = { date: '2026-12-02', id: 'gone', name: 'Gone', because: 'Its source was withdrawn.' }
const changed: Pick<Site, 'content'> = {
  content: {
    ...content,
    attacks: {
      ...content.attacks,
      rules: { ...rules, removed: [removed] },
      attacks: [
        { ...attack, added: '2026-11-01', changes: [{ date: '2026-12-01', what: 'The date was wrong.' }] },
        ...attacks.slice(1),
      ],
    },
  },
}

test('the changelog has each attack once as added, and every correction and removal', () => {
  const changes = attackChanges({ content })
  assert.equal(changes.filter(({ kind }) => kind === 'added').length, attacks.length)
  assert.equal(
    changes.filter(({ kind }) => kind === 'corrected').length,
    attacks.reduce((sum, one) => sum + one.changes.length, 0),
  )
  const [first, second, ...others] = attackChanges(changed)
  assert.deepEqual(first, {
    date: '2026-12-02',
    kind: 'removed',
    id: 'gone',
    name: 'Gone',
    href: undefined,
    what: removed.because,
  })
  assert.equal(second?.what, 'The date was wrong.')
  assert.deepEqual(others.at(-1)?.id, attack.id)
  for (const [index, { date }] of others.entries())
    assert.ok(index === 0 || date <= (others[index - 1]?.date ?? ''), date)
})

test('an entry that does not say when it was added is dated by its newest review, never by a clock', () => {
  const sources = [{ checked: '2026-11-02' }, { checked: '2026-11-20' }, { checked: undefined }].map((one) => ({
    ...attack.references[0],
    ...one,
  }))
  const references = sources as typeof attack.references
  assert.equal(reviewDay({ references }), '2026-11-20')
  assert.equal(addedDay({ references, date: '2025-06', added: undefined }), '2026-11-20')
  assert.equal(addedDay({ references: [], date: '2025-06', added: undefined }), '2025-06-01')
  assert.equal(reviewDay({ references: [] }), undefined)
})

test('the feed is JSON Feed 1.1 and has one item a change, each with an id of its own', () => {
  for (const site of ['', 'https://example.com']) {
    const feed = attacksFeed(changed, site) as {
      version: string
      title: string
      items: { id: string; url: string; content_text: string; date_published: string; tags: string[] }[]
    }
    assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
    assert.ok(feed.title)
    assert.equal(feed.items.length, attackChanges(changed).length)
    assert.equal(new Set(feed.items.map(({ id }) => id)).size, feed.items.length)
    for (const { id, url, content_text, date_published, tags } of feed.items) {
      assert.ok(id.startsWith(`${site}/attacks/`) && url.startsWith(`${site}/attacks/`), id)
      assert.ok(content_text !== '' && tags.length > 0)
      // RFC 3339, as the specification wants it.
      assert.match(date_published, /^\d{4}-\d\d-\d\dT00:00:00Z$/)
    }
  }
})

test('the index prints the rule for what is an entry, and data have the day of the review', () => {
  assert.ok(attacksIndex({ content } as Site).inclusion.length >= 5)
  const data = attacksData({ content }) as { id: string; reviewed?: string }[]
  assert.ok(data.filter(({ reviewed }) => reviewed !== undefined).length > data.length / 2)
})
