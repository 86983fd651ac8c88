import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'yaml'
import { indexSite } from '../../src/search/index-site.ts'
import { loadSite } from '../../src/view/site.ts'
import { type Answer, searchFiles } from './search-files.ts'

interface Asked {
  query: string
  want: string[]
}
const site = loadSite()
const folder = mkdtempSync(join(tmpdir(), 'policybook-queries-'))
const missing = ['supabase', 'hostinger', 'gitlab', 'playwright', 'amap'].filter((id) => !site.byId.has(id))

describe('what readers type', { skip: missing.length > 0 && `there are no snapshots of ${missing}` }, () => {
  let search: (typed: string) => Promise<Answer>

  before(async () => {
    await indexSite(site, folder)
    search = searchFiles(folder)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const hrefs = new Map(site.tools.map(({ server, tool, href }) => [`tool:${server.id}/${tool.name}`, href]))
  for (const { id, href } of site.servers) hrefs.set(`server:${id}`, href)

  /** Place of a wanted page among the results, from 0; -1 where it is not there. */
  async function placeOf({ query, want }: Asked): Promise<number> {
    const { found, note, rows } = await search(query)
    if (want[0] === 'nothing') {
      const named = rows.filter(({ record: { kind } }) => kind === 'server' || kind === 'tool')
      return note.includes('is not in the catalogue') && (named.length === 0 || found.by === 'near') ? 0 : -1
    }
    const paths = want.map((one) => hrefs.get(one) ?? one)
    return rows.findIndex(({ record: { path } }) => paths.some((one) => path === one || path.startsWith(`${one}#`)))
  }

  for (const [file, first, three] of [
    ['queries.yaml', 50, 57],
    ['sealed-queries.yaml', 25, 28],
  ] as const)
    test(`the wanted pages come first (${file})`, async (t) => {
      const asked = parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Asked[]
      const places: number[] = []
      for (const one of asked) {
        const place = await placeOf(one)
        places.push(place)
        if (place !== 0) t.diagnostic(`${one.query}: ${place === -1 ? 'not found' : `place ${place + 1}`}`)
      }
      const firsts = places.filter((place) => place === 0).length
      const threes = places.filter((place) => place >= 0 && place < 3).length
      t.diagnostic(`${firsts} of ${asked.length} first, ${threes} in the first three`)
      assert.ok(firsts >= first, `${firsts} first`)
      assert.ok(threes >= three, `${threes} in the first three`)
    })

  test('every tool is found by its exact name and by the names that logs write', async () => {
    const lost: string[] = []
    for (const { server, label, href } of site.tools) {
      const exact = (await search(label)).found.hits
      const best = exact[0]?.score ?? 0
      // Another server's tool of the same name fits as well.
      if (!exact.some(({ record, score }) => record.path === href && score >= best - 70)) lost.push(label)
      for (const name of [`mcp__${server.id}__${label}`, `${server.id}.${label}`, `${server.id}___${label}`])
        if ((await search(name)).rows[0]?.record.path !== href) lost.push(name)
    }
    assert.deepEqual(lost, [])
  })

  test('every server comes before its own tools', async () => {
    const late: string[] = []
    for (const { id, manifest, href } of site.servers)
      for (const name of [id, manifest.title, manifest.package]) {
        const { rows } = await search(name)
        const own = rows.findIndex(({ record }) => record.path === href)
        const tool = rows.findIndex(({ record }) => record.path.startsWith(`${href}/`))
        if (own === -1 || own > 2 || (tool !== -1 && tool < own)) late.push(`${name}: place ${own + 1}`)
      }
    assert.deepEqual(late, [])
  })
})
