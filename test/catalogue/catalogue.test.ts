import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { BOUNDS } from '../../src/catalogue/bounds.ts'
import { toolDigest } from '../../src/catalogue/digest.ts'
import { changedFields, compareLock, readLock, writeLock } from '../../src/catalogue/lock.ts'
import { readManifests } from '../../src/catalogue/read-manifests.ts'
import { encodeSlug, serverSlug, toolSlugs } from '../../src/catalogue/slug.ts'
import { lastSnapshot, readCatalogue, readSnapshots, writeSnapshot } from '../../src/catalogue/snapshots.ts'
import { manifestIdSchema } from '../../src/schema/manifest.ts'
import { ProblemError } from '../../src/schema/problem.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { type Json, objectOf, type Tool } from '../../src/schema/tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-catalogue-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const fresh = () => {
  const path = join(folder, String(count++))
  mkdirSync(path)
  return path
}
const snapshot = (tools: Tool[], more: Partial<Snapshot> = {}): Snapshot => ({
  id: 'one',
  capturedAt: '2026-01-31',
  source: { kind: 'package', name: 'one', version: '1.0.0' },
  protocolVersion: '2025-11-25',
  serverInfo: {},
  tools,
  ...more,
})

for (const [name, slug] of [
  ['create_issue', 'create_issue'],
  ['createIssue', 'create~issue'],
  ['CREATE', '~c~r~e~a~t~e'],
  ['youtube/get', 'youtube~1get'],
  ['Get all', '~get~3all'],
  ['a.b', 'a~4b'],
  ['../x', '~4~4~1x'],
] as const)
  test(`the slug of ${name} is ${slug}`, () => assert.equal(encodeSlug(name), slug))

test('slugs are injective, whatever the case of the disk, and safe in paths', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 130 }),
    fc.constantFrom(
      '',
      'index',
      'INDEX',
      'con',
      'Con',
      '404',
      'a'.repeat(101),
      `${'a'.repeat(101)}b`,
      '\ud800',
      '\udfff',
    ),
  )
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), (names) => {
      const slugs = toolSlugs(names)
      assert.equal(new Set(slugs.map((slug) => slug.toLowerCase())).size, names.length)
      for (const slug of slugs) {
        assert.match(slug, /^[a-z0-9_~-]{1,110}$/)
        assert.doesNotMatch(slug, /^(index|404|con|prn|aux|nul|com\d|lpt\d)$/)
      }
    }),
    { numRuns: 500 },
  )
})

test('an imported server keeps its scope and never has the id of a manifest', () => {
  const [a, b] = [serverSlug('smithery', '@one/server'), serverSlug('smithery', '@two/server')]
  assert.notEqual(a, b)
  assert.ok(a.includes('one') && !manifestIdSchema.safeParse(a).success)
})

test('a digest depends on content and not on the order of members', () => {
  assert.equal(toolDigest({ name: 'a', description: 'b' }), toolDigest({ description: 'b', name: 'a' } as Tool))
  assert.notEqual(toolDigest({ name: 'a', description: 'b' }), toolDigest({ name: 'a', description: 'b ' }))
  assert.notEqual(toolDigest({ name: '\ud800' }), toolDigest({ name: '\ud801' }))
  // SHA-256 of {"name":"a"}, the canonical form by RFC 8785.
  assert.equal(toolDigest({ name: 'a' }), 'd9d719b27480b55cd4918020e7473e716ed3569c8adafe926cf9b10b4f8ef064')
})

test('a snapshot comes back as it was written, and only a change writes again', () => {
  const path = fresh()
  const tools = [
    { name: 'z', inputSchema: { properties: { b: {}, a: {} } }, annotations: { readOnlyHint: null }, odd: [1] },
    { name: 'a' },
  ] as unknown as Tool[]
  assert.equal(writeSnapshot(path, snapshot(tools)), 'written')
  assert.equal(writeSnapshot(path, snapshot(tools, { capturedAt: '2026-02-01' })), 'unchanged')
  const [back] = readSnapshots(path)
  assert.deepEqual(back?.tools, tools)
  assert.deepEqual(Object.keys(objectOf(objectOf(back?.tools[0]?.['inputSchema'])?.['properties']) ?? {}), ['b', 'a'])
  assert.equal(back?.capturedAt, '2026-01-31')
  assert.equal(writeSnapshot(path, snapshot(tools.slice(1))), 'written')
  assert.deepEqual(readdirSync(path), ['one.json'])
})

test('a list of tools is never replaced by none', () => {
  const path = fresh()
  writeSnapshot(path, snapshot([{ name: 'a' }]))
  assert.throws(() => writeSnapshot(path, snapshot([])), /listed 1 before; the last good snapshot is kept/)
  assert.equal(readSnapshots(path)[0]?.tools.length, 1)
})

test('every broken snapshot is reported at once', () => {
  const path = fresh()
  writeFileSync(join(path, 'a.json'), '{')
  writeFileSync(join(path, 'b.json'), '{}')
  assert.throws(
    () => readSnapshots(path),
    (error: ProblemError) =>
      error.problems.some(({ where }) => where.endsWith('a.json')) &&
      error.problems.some(({ where }) => where.includes('b.json')),
  )
})

test('the lock finds what was added, removed and changed', () => {
  const path = fresh()
  writeLock(
    path,
    [snapshot([{ name: 'same' }, { name: 'gone' }, { name: 'other', description: 'a' }, { name: '__proto__' }])],
    new Set(['one']),
  )
  const now = snapshot([
    { name: 'same' },
    { name: 'same', description: 'again' },
    { name: 'other', description: 'b' },
    { name: '__proto__' },
    { name: 'new' },
  ])
  assert.deepEqual(
    compareLock(readLock(path), [now, snapshot([], { id: 'two' })]).map(({ server, tool, kind }) => [
      server,
      tool,
      kind,
    ]),
    [
      ['one', 'gone', 'removed'],
      ['one', 'new', 'added'],
      ['one', 'other', 'changed'],
      ['one', 'same#2', 'added'],
      ['two', undefined, 'server-added'],
    ],
  )
})

test('a change is named by its member', () => {
  const before = { name: 'a', description: 'x', inputSchema: { properties: { path: { type: 'string' } } } } as Tool
  const after = {
    name: 'a',
    description: 'x',
    inputSchema: { properties: { path: { type: 'array' } } },
    title: 'T',
  } as Tool
  assert.deepEqual(changedFields(before, after), ['/inputSchema/properties/path/type', '/title'])
})

const nested = (levels: number, inner: Json) => {
  let value = inner
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value]
  return value
}

test('a change in the depths is found in time, and one in a list of objects', () => {
  const deep = (inner: Json): Tool => {
    let value = inner
    for (let level = 0; level < 100_000; level++) value = { a: value }
    return { name: 'a', inputSchema: value }
  }
  assert.deepEqual(changedFields(deep(1), deep(1)), [])
  assert.equal(changedFields(deep(1), deep(2))[0]?.length, '/inputSchema'.length + 200_000)
  const listed = (value: Json): Tool => ({ name: 'a', list: [{ b: nested(50_000, value), c: 1 }] })
  assert.deepEqual(changedFields(listed(1), listed(1)), [])
  assert.deepEqual(changedFields(listed(1), listed(2)), ['/list'])
  // The order of members is no change, as for the digest; a member that is null is not one that is missing.
  assert.deepEqual(changedFields({ name: 'a', x: [{ b: 1, c: 2 }] }, { name: 'a', x: [{ c: 2, b: 1 }] }), [])
  assert.deepEqual(changedFields({ name: 'a', x: [] }, { name: 'a', x: {} }), ['/x'])
  assert.deepEqual(changedFields({ name: 'a', x: null }, { name: 'a' }), ['/x'])
})

test('a definition that nests too deeply has no digest, and says so', () => {
  assert.match(toolDigest({ name: 'a', x: nested(BOUNDS.depth - 1, 1) }), /^[0-9a-f]{64}$/)
  for (const levels of [BOUNDS.depth, 200_000])
    assert.throws(() => toolDigest({ name: 'a', x: nested(levels, 1) }), /definition of a nests deeper than 64 levels/)
})

test('a snapshot that is too large is left out with its reason, and does not hinder the others', () => {
  const path = fresh()
  for (const [id, tools, more] of [
    ['fine', [{ name: 'a' }], {}],
    ['long', [{ name: 'a'.repeat(60_000) }], {}],
    ['deep', [{ name: 'a', x: nested(1000, 1) }], {}],
    ['crowd', Array.from({ length: 100_000 }, (_, index) => ({ name: `t${index}` })), {}],
    ['heavy', [{ name: 'a' }], { instructions: 'x'.repeat(9 * 1024 * 1024) }],
  ] as [string, Tool[], Partial<Snapshot>][])
    writeFileSync(join(path, `${id}.json`), JSON.stringify(snapshot(tools, { id, ...more })))
  const { snapshots, skipped } = readCatalogue(path)
  assert.deepEqual(
    snapshots.map(({ id }) => id),
    ['fine'],
  )
  const said = skipped.map(({ where, what }) => `${where} ${what}`).join('\n')
  assert.match(
    said,
    /crowd\.json .*100,000 tools.*\n.*deep\.json .*64 levels.*\n.*heavy\.json .*bytes.*\n.*long\.json .*60,000/,
  )
  assert.equal(lastSnapshot(path, 'deep'), undefined)
  assert.equal(writeSnapshot(path, snapshot([{ name: 'a' }], { id: 'deep' })), 'written')
})

test('every problem of every manifest is reported with its file', () => {
  const path = fresh()
  mkdirSync(join(path, 'servers'))
  const good = 'title: A\nabout: B\npackage: c\nversion: 1.0.0\nlicence: MIT\nentry: x.js\n'
  writeFileSync(join(path, 'servers/good.yaml'), good)
  assert.equal(readManifests(path).get('good')?.title, 'A')
  writeFileSync(join(path, 'servers/typo.yaml'), `${good}reqired: true\n`)
  writeFileSync(join(path, 'servers/broken.yaml'), 'title: [\n')
  writeFileSync(join(path, 'servers/Bad Name.yaml'), good)
  assert.throws(
    () => readManifests(path),
    (error: Error) => {
      assert.ok(error instanceof ProblemError)
      assert.match(error.message, /typo\.yaml.*reqired/)
      assert.match(error.message, /broken\.yaml:\d+/)
      assert.match(error.message, /Bad Name\.yaml.*lower-case words/)
      return true
    },
  )
})

test('the committed lock covers every manifest of the default catalogue', () => {
  const lock = JSON.parse(readFileSync('content/catalogue.lock', 'utf8'))
  assert.deepEqual(Object.keys(lock.servers).sort(), [...readManifests('content').keys()].sort())
})
