import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { close, createIndex } from 'pagefind'
import { ProblemError } from '../schema/problem.ts'
import type { Site } from '../view/site.ts'
import { siteLookup } from './site-lookup.ts'
import { textRecords } from './text-records.ts'
import { lookupFiles } from './write-lookup.ts'

/** Pagefind writes interfaces of its own beside its program. The site has one, so they are not shipped. */
const UNUSED = /(?:-ui\.(?:js|css)|pagefind-highlight\.js|wasm\.unknown\.pagefind)$/
/** Texts of results are in files of several where there are more pages than this. */
const MOST_FRAGMENTS = 400

/**
 * Writes what the search reads: names to <folder>/search, texts to <folder>/pagefind. Both are made from the same models as
 * the pages, so that their addresses are the site's own.
 * @throws {ProblemError} with everything that Pagefind refused.
 */
export async function indexSite(site: Site, folder: string): Promise<void> {
  const known = new Set<string>()
  for (const [path, text] of lookupFiles(siteLookup(site))) put(join(folder, 'search', path), text)

  const { index, errors } = await createIndex({ maxFragments: MOST_FRAGMENTS })
  if (!index) throw refused(errors)
  const failures: string[] = []
  for (const { url, content, meta } of textRecords(site)) {
    const { errors } = await index.addCustomRecord({ url, content, language: 'en', meta: { ...meta } })
    failures.push(...errors)
  }
  const { files, errors: unwritten } = await index.getFiles()
  failures.push(...unwritten)
  for (const { path, content } of files) if (!UNUSED.test(path)) put(join(folder, 'pagefind', path), content)
  await close()
  if (failures.length > 0) throw refused(failures)

  function put(path: string, content: string | Uint8Array) {
    if (!known.has(dirname(path))) mkdirSync(dirname(path), { recursive: true })
    known.add(dirname(path))
    writeFileSync(path, content)
  }
}

function refused(errors: string[]): ProblemError {
  return new ProblemError(
    errors.map((what) => ({ where: 'search index', what, fix: 'Report this as a fault of policybook.' })),
  )
}
