import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

// The rooms of the house from the top: a room may import only what is listed here.
const may: Record<string, string[]> = {
  schema: [],
  text: ['schema'],
  config: ['schema', 'text'],
  catalogue: ['schema', 'text'],
  ingest: ['schema', 'text', 'catalogue'],
  risk: ['schema', 'text'],
  policy: ['schema', 'text', 'config', 'risk'],
  engine: ['schema', 'text', 'policy'],
  view: ['schema', 'text', 'config', 'catalogue', 'risk', 'policy'],
  components: ['schema', 'view', 'styles', 'search'],
  pages: ['schema', 'view', 'components'],
  search: ['schema', 'text', 'catalogue', 'view'],
  cli: ['schema', 'text', 'config', 'catalogue', 'ingest', 'risk', 'policy', 'engine', 'view', 'search'],
}

// The rooms inside of policy, in the same way.
const mayInPolicy: Record<string, string[]> = {
  recommend: [],
  core: ['recommend'],
  targets: ['recommend', 'core'],
  lint: ['core', 'targets'],
  prove: ['recommend', 'core', 'targets'],
}

// Rooms that see no disk, no clock, no network and no process.
const pure = ['schema', 'text', 'config', 'risk', 'policy']

const files = globSync('src/**/*.{ts,astro,mjs}').map((file) => file.replaceAll('\\', '/'))
const importsOf = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export|\}).*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic) as string)
const roomOf = (file: string) => file.split('/')[1] as string

test('every room imports only from rooms above it', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap((target) => {
      if (!target.startsWith('.')) return []
      const to = roomOf(normalize(join(dirname(file), target)).replaceAll('\\', '/'))
      const from = roomOf(file)
      return to === from || may[from]?.includes(to) ? [] : [`${file} imports ${target}: ${from} must not know ${to}`]
    }),
  )
  assert.deepEqual(wrong, [])
  assert.ok(files.flatMap(importsOf).length > 200)
})

test('every room of policy imports only from rooms above it', () => {
  const inPolicy = (file: string) => /^src\/policy\/([^/]+)\//.exec(file)?.[1]
  const wrong = files.flatMap((file) => {
    const from = inPolicy(file)
    if (roomOf(file) === 'policy' && from === undefined) return [`${file} is in no room of policy`]
    return importsOf(file).flatMap((target) => {
      const to = target.startsWith('.') && inPolicy(normalize(join(dirname(file), target)).replaceAll('\\', '/'))
      if (!from || !to || to === from || mayInPolicy[from]?.includes(to)) return []
      return [`${file} imports ${target}: ${from} must not know ${to}`]
    })
  })
  assert.deepEqual(wrong, [])
})

test('schema imports zod alone, and the pure rooms touch nothing outside themselves', () => {
  const wrong = files.flatMap((file) => {
    if (!pure.includes(roomOf(file))) return []
    const text = readFileSync(file, 'utf8')
    const outside = importsOf(file).filter((target) => /^(node:|astro|fs$)/.test(target))
    if (roomOf(file) === 'schema')
      outside.push(...importsOf(file).filter((one) => !one.startsWith('.') && one !== 'zod'))
    const clock = text.match(/\b(Date\.now|new Date\(|Math\.random|performance\.now|process\.|fetch\()/g) ?? []
    // The clock in the code of rendered modules is that of their user.
    const own = file === 'src/policy/core/module-code.ts' ? clock.filter((what) => what !== 'Date.now') : clock
    return [...outside, ...own].map((what) => `${file}: ${what}`)
  })
  assert.deepEqual(wrong, [])
})

test('only ingest, engines and the command line start processes, and nothing in the build uses the network', () => {
  const wrong = files.filter(
    (file) =>
      !['ingest', 'engine', 'cli'].includes(roomOf(file)) &&
      /node:(child_process|http|https|net|dns|worker_threads)/.test(readFileSync(file, 'utf8')),
  )
  assert.deepEqual(wrong, [])
})

test('nothing is printed as raw HTML but blocks of data, whose component escapes what could end them', () => {
  const raw = files.filter((file) => /set:html|innerHTML|insertAdjacentHTML|is:raw/.test(readFileSync(file, 'utf8')))
  assert.deepEqual(raw, ['src/components/DataBlock.astro'])
})

test('addresses are spelled in view/urls.ts alone', () => {
  const wrong = files.filter(
    (file) =>
      file !== 'src/view/urls.ts' && /href=["'{`]+\/?(servers|categories|severity)\b/.test(readFileSync(file, 'utf8')),
  )
  assert.deepEqual(wrong, [])
})
