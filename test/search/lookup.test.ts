import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { madeServers } from '../../bench/made-servers.ts'
import { createLookup } from '../../src/search/lookup.ts'
import { type LookupSource, lookupFiles } from '../../src/search/write-lookup.ts'

const over = (files: ReadonlyMap<string, string>, read?: (path: string) => void) =>
  createLookup(async (path) => {
    const text = files.get(path)
    if (text === undefined) throw new Error(`no file ${path}`)
    read?.(path)
    return JSON.parse(text)
  })

describe('the lookup of names', () => {
  const source = madeServers(12_000)
  const files = new Map(lookupFiles(source))
  const search = over(files)
  const all = source.servers.flatMap((server) => server.tools.map((tool) => ({ server, tool })))
  const some = all.filter((_, at) => at % 11 === 0)

  test('the same servers give the same files', () => {
    assert.deepEqual(new Map(lookupFiles(madeServers(12_000))), files)
    assert.equal(all.length, 12_000)
  })

  test('a tool is found first by the names that logs write, with its category and severity', async () => {
    for (const { server, tool } of some)
      for (const name of [`mcp__${server.id}__${tool.label}`, `${server.id}/${tool.label}`]) {
        const { hits } = await search(name)
        const first = hits[0]?.record
        assert.equal(first?.path, `/servers/${server.id}/${tool.slug}`, name)
        assert.deepEqual([first?.category, first?.severity], [tool.category, tool.severity])
      }
  })

  test('a tool is found by its exact name, and a name on several servers has a row for each, with how many they are', async () => {
    const offers = Map.groupBy(all, ({ tool }) => tool.label)
    for (const { tool } of some) {
      const { hits } = await search(tool.label)
      assert.equal(hits[0]?.record.label.replace(/[_ ]/g, '').toLowerCase(), tool.label.replace(/_/g, '').toLowerCase())
      const same = offers.get(tool.label) ?? []
      const shown = hits.filter(({ record }) => record.label === tool.label).length
      if (same.length <= 8) assert.ok(shown === same.length, `${tool.label}: ${shown} of ${same.length}`)
      else assert.ok(shown >= 8 && (hits[0]?.record.servers ?? 0) >= same.length, tool.label)
    }
  })

  test('the words of a name find it in any order', async () => {
    for (const { server, tool } of some.slice(0, 300)) {
      const words = tool.label
        .replace(/([A-Z])/g, ' $1')
        .split(/[_ ]/)
        .toReversed()
      const { hits } = await search(`${words.join(' ')} ${server.id}`)
      assert.ok(
        hits.slice(0, 10).some(({ record }) => record.path === `/servers/${server.id}/${tool.slug}`),
        `${words.join(' ')} ${server.id}`,
      )
    }
  })

  test('a server comes before its tools', async () => {
    for (const { id } of source.servers.filter((_, at) => at % 9 === 0)) {
      const { hits } = await search(id)
      const own = hits.findIndex(({ record }) => record.path === `/servers/${id}`)
      const tool = hits.findIndex(({ record }) => record.path.startsWith(`/servers/${id}/`))
      assert.ok(own >= 0 && (tool === -1 || own < tool), `${id}: ${own}, ${tool}`)
    }
  })

  test('a query costs little, the first one, too', async () => {
    const sizes = new Map([...files].map(([path, text]) => [path, gzipSync(text).length]))
    for (const { server, tool } of some.slice(0, 200))
      for (const name of [
        tool.label,
        `mcp__${server.id}__${tool.label}`,
        `${tool.label.slice(0, 2)}${tool.label.slice(3)}`,
      ]) {
        let bytes = 0
        await over(files, (path) => {
          bytes += sizes.get(path) ?? 0
        })(name)
        assert.ok(bytes <= 20_000, `${name}: ${bytes} bytes`)
      }
  })
})

test('whatever names are like, each is found by itself and by its server and itself', async () => {
  const label = fc.oneof(
    fc.stringMatching(/^[a-z]{1,6}(_[a-z]{1,6}){0,3}$/),
    fc.stringMatching(/^[a-z]{1,4}([A-Z][a-z]{1,4}){0,3}$/),
    fc.string({ unit: fc.constantFrom('天', '气', '查', '询', 'a', '-', '1'), minLength: 1, maxLength: 6 }),
    fc.constantFrom('get', 'a', 'the', 'mcp', '__proto__', 'constructor', '***', '{server}', '$&'),
  )
  const id = fc.stringMatching(/^[a-z]{1,5}(-[a-z0-9]{1,4}){0,2}$/)
  const made = fc.uniqueArray(fc.tuple(id, fc.uniqueArray(label, { minLength: 1, maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
    selector: ([id]) => id,
  })
  await fc.assert(
    fc.asyncProperty(made, async (servers) => {
      const source: LookupSource = {
        ...madeServers(0),
        pages: [],
        servers: servers.map(([id, labels]) => ({
          id,
          title: id,
          package: id,
          tools: labels.map((label) => ({
            label,
            slug: `${encodeURIComponent(label)}!`,
            category: 'Read',
            severity: 'Low',
          })),
        })),
      }
      const search = over(new Map(lookupFiles(source)))
      for (const { id, tools } of source.servers)
        for (const { label, slug } of tools) {
          const { hits } = await search(label)
          const best = hits.filter(({ score }) => score >= (hits[0]?.score ?? 0) - 90)
          assert.ok(
            best.some(({ record }) => record.path === `/servers/${id}/${slug}`),
            `${label} of ${id}: ${hits.map(({ record, score }) => `${record.path} ${score}`)}`,
          )
        }
    }),
    { numRuns: 150 },
  )
})

test('a catalogue of nothing finds nothing', async () => {
  const search = over(new Map(lookupFiles({ ...madeServers(0), servers: [], pages: [] })))
  for (const typed of ['', ' ', 'anything', 'mcp__a__b', '天气']) assert.deepEqual((await search(typed)).hits, [])
})

test('a file that could not be read is asked for again', async () => {
  const files = new Map(lookupFiles(madeServers(50)))
  let failures = 1
  const search = createLookup(async (path) => {
    if (failures-- > 0) throw new Error('offline')
    return JSON.parse(files.get(path) ?? '')
  })
  await assert.rejects(search('approval fatigue'), /offline/)
  assert.equal((await search('approval fatigue')).hits[0]?.record.path, '/guides/approval-fatigue')
})
