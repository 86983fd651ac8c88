import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { toolDigest } from '../../src/catalogue/digest.ts'
import { matchReviews } from '../../src/catalogue/match-reviews.ts'
import { readManifests } from '../../src/catalogue/read-manifests.ts'
import { readReviews } from '../../src/catalogue/read-reviews.ts'
import { writeReviews } from '../../src/catalogue/write-reviews.ts'
import { checkReviews } from '../../src/cli/check.ts'
import { severityOfLine } from '../../src/schema/harm.ts'
import type { ReviewedTool, ReviewRun, ServerReviews } from '../../src/schema/review.ts'
import type { Tool } from '../../src/schema/tool.ts'
import type { Site } from '../../src/view/site.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-reviews-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const fresh = () => {
  const path = join(folder, String(count++))
  mkdirSync(join(path, 'reviews'), { recursive: true })
  return path
}

const run = (date: string): ReviewRun => ({
  date,
  method: 'two readers',
  readers: 'language models',
  rubric: '0123456789012345',
  agreement: { n: 1, category: 1, severity: 1, line: 1, irreversible: 1, traits: { same: 0, of: 0 } },
})
const reviewed = (tool: Tool, more: Partial<ReviewedTool> = {}): ReviewedTool => ({
  name: tool.name,
  digest: toolDigest(tool),
  category: 'Write',
  severity: 'Medium',
  line: 'M1',
  effect: 'limit',
  irreversible: false,
  traits: [],
  accept: [],
  alternates: [],
  by: 'readers',
  ...more,
})
const tool = (name: string, description = ''): Tool => ({ name, description })

test('a review belongs to one definition; a changed one lapses, and a tool that is gone is told', () => {
  const [same, before, after, twin, gone] = [
    tool('same'),
    tool('changed', 'Adds a note.'),
    tool('changed', 'Deletes a note.'),
    tool('same', 'The second of that name.'),
    tool('gone'),
  ] as const
  const reviews: ServerReviews = {
    made: [run('2026-01-01'), run('2026-02-02')],
    tools: [reviewed(same, { run: 2 }), reviewed(before), reviewed(gone)],
  }
  const { tools, lapsed, gone: missing } = matchReviews(reviews, [same, after, twin, tool('new')])
  assert.deepEqual(
    tools.map(({ review, lapsed: old }) => [review?.date, old?.date]),
    [
      ['2026-02-02', undefined],
      [undefined, '2026-01-01'],
      [undefined, undefined],
      [undefined, undefined],
    ],
  )
  assert.deepEqual([lapsed.map(({ name }) => name), missing.map(({ name }) => name)], [['changed'], ['gone']])
  assert.deepEqual(matchReviews(undefined, [same]).tools, [{}])
})

test('reviews come back as they were written, sorted, and names of servers stay data', () => {
  const path = fresh()
  const tools = [
    'z',
    'a: b',
    '__proto__',
    '# no comment',
    '- {x: 1}',
    'l\n  - y',
    '\u202e"',
    'x\u{e0041}',
    '\ud800',
    '123',
  ].map((name) => reviewed(tool(name)))
  writeReviews(path, 'one', {
    made: [run('2026-01-01'), run('2026-02-02')],
    tools: tools.map((one) => ({ ...one, run: 2 })),
  })
  const back = readReviews(path).get('one') as ServerReviews
  assert.deepEqual(
    back.tools.map(({ name }) => name),
    tools.map(({ name }) => name).sort(),
  )
  // The entry that nothing uses is gone, and the other one is the first now.
  assert.deepEqual(back.made, [run('2026-02-02')])
  assert.ok(back.tools.every(({ run: number }) => number === undefined))
  const text = readFileSync(join(path, 'reviews/one.yaml'), 'utf8')
  assert.equal(text.split('\n').filter((line) => line.startsWith('  - ')).length, tools.length + 1)
  assert.doesNotMatch(text, /[\u202e\u{e0041}]/u)
})

test('every problem of every file of reviews is told', () => {
  const path = fresh()
  const write = (file: string, value: unknown) => writeFileSync(join(path, 'reviews', file), JSON.stringify(value))
  const a = tool('a')
  const good = reviewed(a)
  write('mismatch.yaml', { made: [run('2026-01-01')], tools: [{ ...good, line: 'H1' }] })
  write('twice.yaml', { made: [run('2026-01-01')], tools: [good, good] })
  write('person.yaml', { tools: [{ ...good, by: 'person', date: '2026-01-01' }] })
  write('model.yaml', { tools: [{ ...good, by: 'model', reason: 'It lists names.' }] })
  write('run.yaml', { tools: [good] })
  write('accept.yaml', { made: [run('2026-01-01')], tools: [{ ...good, accept: ['Medium'], alternates: ['Write'] }] })
  write('Upper.yaml', { tools: [] })
  assert.throws(
    () => readReviews(path),
    ({ message }: Error) => {
      for (const wrong of [
        /mismatch\.yaml: tools\.0\.line: H1 is a line of High, and the severity is Medium/,
        /twice\.yaml: tools\.1: the same definition of "a" is reviewed twice/,
        /person\.yaml.*needs a date and a reason/,
        /model\.yaml.*the review of a model needs a date and a reason/,
        /run\.yaml.*names entry 1 of made, which has 0/,
        /accept\.yaml: tools\.0\.accept: Medium is the severity itself/,
        /accept\.yaml: tools\.0\.alternates: Write is the category itself/,
        /Upper\.yaml.*lower-case words/,
      ])
        assert.match(message, wrong)
      return true
    },
  )
  assert.equal(readReviews(join(path, 'none')).size, 0)
})

test('check lists lapsed reviews, tools that are gone, and servers without a manifest', () => {
  const reviews = { made: [run('2026-01-01')], tools: [reviewed(tool('a', 'before')), reviewed(tool('b'))] }
  const site = {
    content: {
      reviews: new Map([
        ['one', reviews],
        ['two', reviews],
      ]),
      manifests: new Map([['one', {}]]),
    },
    byId: new Map([['one', { snapshot: { tools: [tool('a')], capturedAt: '2026-03-03' } }]]),
  } as unknown as Site
  assert.deepEqual(
    checkReviews(site).map(({ where, what }) => `${where}: ${what}`),
    [
      'content/reviews/one.yaml: a: the review lapsed: the definition of 2026-03-03 is another',
      'content/reviews/one.yaml: b: the server no longer has this tool',
      'content/reviews/two.yaml: there is no manifest content/servers/two.yaml',
    ],
  )
})

test('the default catalogue is reviewed: each definition that the lock accepts, once, by a line of its severity', () => {
  const { servers } = JSON.parse(readFileSync('content/catalogue.lock', 'utf8'))
  const reviews = readReviews('content')
  assert.deepEqual([...reviews.keys()], [...readManifests('content').keys()])
  for (const [id, { tools }] of reviews) {
    assert.deepEqual(Object.fromEntries(tools.map(({ name, digest }) => [name, digest])), servers[id])
    for (const { severity, line } of tools) assert.equal(severityOfLine(line), severity)
  }
})
