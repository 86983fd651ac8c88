import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { arrange, needsText, type Row } from '../../src/search/arrange.ts'
import { createLookup, type Found } from '../../src/search/lookup.ts'
import { createTextSearch } from '../../src/search/text-search.ts'

/** What a reader gets for a query, in the order in which the box shows it. */
export interface Answer {
  found: Found
  note: string
  rows: Row[]
}

/**
 * The search over the files that a build wrote, in this process: the box's own code, and Pagefind's own program with the disk
 * in place of the network.
 */
export function searchFiles(folder: string): (typed: string) => Promise<Answer> {
  const lookup = createLookup(async (path) => JSON.parse(readFileSync(join(folder, 'search', path), 'utf8')))
  const text = createTextSearch(async () => {
    const host = 'http://disk/pagefind/'
    Object.assign(globalThis, {
      document: { querySelector: () => ({ getAttribute: () => 'en' }), currentScript: null },
      location: { href: host, origin: 'http://disk' },
      fetch: async (address: string) =>
        new Response(readFileSync(join(folder, 'pagefind', String(address).replace(/^.*\/pagefind\/|\?.*$/g, '')))),
    })
    const pagefind = await import(pathToFileURL(join(folder, 'pagefind/pagefind.js')).href)
    await pagefind.options({ basePath: host, noWorker: true })
    return pagefind
  })
  return async (typed) => {
    const found = await lookup(typed)
    const { groups, note } = arrange(found, needsText(found) ? await text(found.query) : [])
    return { found, note, rows: groups.flatMap(({ rows }) => rows) }
  }
}
