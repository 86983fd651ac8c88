// npm run bench:search [-- TOOLS]: the index of names of a generated catalogue, and what queries of it cost.
import { gzipSync } from 'node:zlib'
import { createLookup } from '../src/search/lookup.ts'
import { lookupFiles } from '../src/search/write-lookup.ts'
import { madeServers } from './made-servers.ts'

const source = madeServers(Number(process.argv[2] ?? 600_000))
const all = source.servers.flatMap((server) => server.tools.map((tool) => ({ server, tool })))
console.log(`${source.servers.length} servers, ${all.length} tools`)

const before = process.cpuUsage()
const files = new Map<string, Buffer>()
for (const [path, text] of lookupFiles(source)) files.set(path, Buffer.from(text))
const { user, system } = process.cpuUsage(before)
const sizes = [...files.values()].map(({ length }) => length)
const sum = sizes.reduce((total, size) => total + size, 0)
console.log(
  `index: ${((user + system) / 1e6).toFixed(1)} s of CPU, ${files.size} files, ${(sum / 1e6).toFixed(1)} MB, largest ${(Math.max(...sizes) / 1000).toFixed(1)} kB, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB of memory`,
)

// Every seventh query is of each kind; the tools are spread over the catalogue.
const kinds: Record<string, (of: (typeof all)[number]) => string> = {
  'name of a tool': ({ tool }) => tool.label,
  'name from a log': ({ server, tool }) => `mcp__${server.id}__${tool.label}`,
  'words in another order': ({ tool }) =>
    tool.label
      .replace(/([A-Z])/g, ' $1')
      .split(/[_ ]/)
      .toReversed()
      .join(' '),
  'beginning of a name': ({ tool }) => tool.label.slice(0, Math.ceil(tool.label.length * 0.6)),
  'first two letters': ({ tool }) => tool.label.slice(0, 2),
  'a letter left out': ({ tool }) => `${tool.label.slice(0, 2)}${tool.label.slice(3)}`,
  'name of a server': ({ server }) => server.id,
  'not there': ({ tool }) => `qqzz${tool.label.length} wwkk`,
}
const zipped = new Map<string, number>()
const zippedSize = (path: string) => {
  const size = zipped.get(path) ?? gzipSync(files.get(path) as Buffer).length
  zipped.set(path, size)
  return size
}
const at = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number
console.log('kind of query: files, kB first (gzip), kB later (gzip), ms; each median / 95 % / largest')
for (const [kind, query] of Object.entries(kinds)) {
  const rows = { files: [] as number[], first: [] as number[], later: [] as number[], ms: [] as number[] }
  let found = 0
  for (let index = 0; index < 100; index++) {
    const asked: string[] = []
    const search = createLookup(async (path) => {
      asked.push(path)
      return JSON.parse((files.get(path) as Buffer).toString())
    })
    const from = all[Math.floor((index * all.length) / 100)] as (typeof all)[number]
    const started = performance.now()
    const { hits } = await search(query(from))
    rows.ms.push(performance.now() - started)
    if (hits.some(({ record }) => record.label === from.tool.label || record.path.endsWith(`/${from.server.id}`)))
      found++
    const size = (paths: string[]) => paths.reduce((total, path) => total + zippedSize(path), 0) / 1000
    rows.files.push(asked.length)
    rows.first.push(size(asked))
    rows.later.push(size(asked.filter((path) => path !== 'index.json')))
  }
  const words = Object.entries(rows).map(([name, values]) =>
    [0.5, 0.95, 1].map((share) => at(values, share).toFixed(name === 'files' ? 0 : 1)).join(' / '),
  )
  console.log(`${kind}: ${words.join(', ')}; found ${found} of 100`)
}
