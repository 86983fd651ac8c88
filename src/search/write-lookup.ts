import { compare } from '../text/compare.ts'
import type { LookupRoot, PackedPage, PackedRecord, PostingLeaf, TreeName, TreeRoot } from './lookup-record.ts'
import { joinedTokens, nameTokens } from './name-tokens.ts'
import { FAN, nodePath } from './shard-tree.ts'

/** What the lookup is made from. */
export interface LookupSource {
  /** Sorted by id. */
  servers: {
    id: string
    title: string
    package: string
    tools: { label: string; slug: string; category: string; severity: string; more?: readonly string[] }[]
  }[]
  pages: PackedPage[]
  paths: LookupRoot['paths']
  categories: readonly string[]
  severities: readonly string[]
}

/** Records of one key that are all listed; a key with more is heavy, and lists of two and more such words stand beside it. */
const WHOLE = 128
/** Records of a heavy key that are listed: of them servers and pages, and tools of one name, so that none fills the list. */
const BEST = 64
const BEST_SERVERS = 24
const BEST_OF_NAME = 8
/** The most frequent words, which the first file names, so that their lists are not read to learn that they are not whole. */
const FREQUENT = 300
/** Records for the first letters of a word, and of one name among them. */
const MOST_OF_START = 24
const STARTS = 3
/** Words of a list at most: after so many, only the best of a list are found by words alone. */
const DEEPEST = 5
/** Bytes of a file, about. One list is never divided. */
const LEAF = 5000
const WORD_LEAF = 2500
/** Keys in the first file, for each tree. */
const ROOT_KEYS = 128

/** One record while the index is made. */
interface Entry {
  packed: PackedRecord
  bytes: number
  server: number
  /** Numbers of the words of its names. */
  words: number[]
  /** Number of the name as it is spelled, of which a list shows a few. */
  name: number
  first: string
}

/**
 * The files of the lookup, each with its path in the folder of the index. A file at a time, so that the whole never stands in memory
 * twice. The same source gives the same bytes.
 */
export function* lookupFiles(source: LookupSource): Generator<[path: string, text: string]> {
  const words = new Numbers()
  const { entries, titles } = collect(source, words)
  const lists = postings(entries, words.size)
  const order = words.all.map((_, id) => id).sort((a, b) => compare(words.all[a] as string, words.all[b] as string))
  const heavy = order
    .filter((id) => (lists[id] as number[]).length > WHOLE)
    .sort(
      (a, b) =>
        (lists[b] as number[]).length - (lists[a] as number[]).length ||
        compare(words.all[a] as string, words.all[b] as string),
    )
  const rank = new Int32Array(words.size).fill(-1)
  heavy.forEach((id, at) => {
    rank[id] = at
  })

  const trees = {} as Record<TreeName, TreeRoot>
  const names = new Postings('names', entries, titles)
  for (const [key, list, total] of namesAndStarts(order, words, lists, entries)) yield* names.add(key, list, total)
  trees.names = yield* names.end()

  const sets = new Postings('sets', entries, titles)
  const byName = order.filter((id) => rank[id] !== -1)
  for (const id of byName)
    for (const [key, list] of combinations(words.all[id] as string, lists[id] as number[], rank[id] as number, 1))
      yield* sets.add(key, best(list, entries), list.length)
  trees.sets = yield* sets.end()

  function* combinations(key: string, list: number[], above: number, depth: number): Generator<[string, number[]]> {
    const children = new Map<number, number[]>()
    for (const at of list)
      for (const word of (entries[at] as Entry).words) {
        const place = rank[word] as number
        if (place === -1 || place >= above) continue
        const child = children.get(word)
        if (child) child.push(at)
        else children.set(word, [at])
      }
    const sorted = [...children].sort(([a], [b]) => compare(words.all[a] as string, words.all[b] as string))
    for (const [word, child] of sorted) {
      const own = `${key} ${words.all[word]}`
      yield [own, child]
      if (child.length > WHOLE && depth + 1 < DEEPEST) yield* combinations(own, child, rank[word] as number, depth + 1)
    }
  }

  const offers = new Postings('offers', entries, titles)
  const byServer: number[][] = source.servers.map(() => [])
  entries.forEach(({ server }, at) => {
    if (server !== -1) byServer[server]?.push(at)
  })
  for (const [server, list] of byServer.entries())
    yield* offers.add((titles[server] as [string, string])[0], list, list.length)
  trees.offers = yield* offers.end()

  const counted = order.map((id) => [words.all[id] as string, (lists[id] as number[]).length] as const)
  trees.words = yield* wordTree('words', counted)
  const turned = counted.map(([word, count]) => [[...word].reverse().join(''), count] as const)
  trees.ends = yield* wordTree(
    'ends',
    turned.sort(([a], [b]) => compare(a, b)),
  )

  const root: LookupRoot = {
    version: 1,
    servers: source.servers.length,
    tools: source.servers.reduce((sum, { tools }) => sum + tools.length, 0),
    paths: source.paths,
    categories: [...source.categories],
    severities: [...source.severities],
    frequent: heavy
      .slice(0, FREQUENT)
      .map((id) => words.all[id])
      .join(' '),
    trees,
  }
  yield ['index.json', JSON.stringify(root)]
}

/** Texts by number, in the order in which they came. */
class Numbers {
  readonly all: string[] = []
  readonly #known = new Map<string, number>()

  get size() {
    return this.all.length
  }

  of(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    this.#known.set(text, this.all.length)
    this.all.push(text)
    return this.all.length - 1
  }
}

/** All records in the order in which lists show them: servers, pages, then tools, those of few words first. */
function collect(source: LookupSource, words: Numbers): { entries: Entry[]; titles: [string, string][] } {
  const [names, same] = [new Numbers(), new Numbers()]
  const offers: number[] = []
  const numbers = (texts: Iterable<string>) => [...new Set(texts)].map((text) => words.of(text))
  const texts = (all: readonly string[]) => all.flatMap((text) => [...nameTokens(text), ...joinedTokens(text)])
  const entry = (packed: PackedRecord, label: string, all: readonly string[], server = -1): Entry => ({
    packed,
    bytes: JSON.stringify(packed).length + 1,
    server,
    words: numbers(texts(all)),
    name: names.of(label),
    first: nameTokens(label)[0] ?? '',
  })
  const length = ({ packed: [kind, label] }: Entry) => nameTokens(typeof kind === 'number' ? label : kind).length
  const titles = source.servers.map(({ id, title }): [string, string] => [id, title])

  const servers = source.servers.map(({ id, title, package: name, tools }) =>
    entry(['server', id, title, tools.length, name], title, [title, id, name]),
  )
  const pages = source.pages.map((packed) => entry(packed, packed[1], [packed[1], ...packed[3]]))
  const step = source.severities.length
  const tools = source.servers.flatMap(({ tools }, server) =>
    tools.map(({ label, slug, category, severity, more = [] }) => {
      const code = source.categories.indexOf(category) * step + source.severities.indexOf(severity)
      const made = entry([server, label, code, slug === label ? 0 : slug], label, [label, ...more], server)
      return { made, length: nameTokens(label).length, label }
    }),
  )
  // getUser and get_user are one name when servers are counted.
  const nameOf = tools.map(({ label }) => same.of(nameTokens(label).join(' ')))
  const offered = new Set<number>()
  tools.forEach(({ made: { server } }, at) => {
    const name = nameOf[at] as number
    const pair = name * source.servers.length + server
    if (offered.has(pair)) return
    offered.add(pair)
    offers[name] = (offers[name] ?? 0) + 1
  })
  for (const [at, { made }] of tools.entries()) {
    const count = offers[nameOf[at] as number] as number
    if (count > 1) (made.packed as unknown[]).push(count)
    else if (made.packed[3] === 0) (made.packed as unknown[]).pop()
    made.bytes = JSON.stringify(made.packed).length + 1
  }
  tools.sort((a, b) => a.length - b.length || compare(a.label, b.label) || a.made.server - b.made.server)
  const byLength = (all: Entry[]) =>
    all
      .map((one) => ({ one, length: length(one), label: String(one.packed[1]) }))
      .sort((a, b) => a.length - b.length || compare(a.label, b.label))
      .map(({ one }) => one)
  return { entries: [...byLength(servers), ...byLength(pages), ...tools.map(({ made }) => made)], titles }
}

/** For each word the records that have it in a name. */
function postings(entries: readonly Entry[], words: number): number[][] {
  const lists: number[][] = Array.from({ length: words }, () => [])
  entries.forEach((entry, at) => {
    for (const word of entry.words) lists[word]?.push(at)
  })
  return lists
}

/** The records of a list that are kept. */
function best(list: number[], entries: readonly Entry[], whole = WHOLE, most = BEST, ofName = BEST_OF_NAME): number[] {
  if (list.length <= whole) return list
  const kept: number[] = []
  const names = new Map<number, number>()
  let others = 0
  for (const at of list) {
    const { server, name } = entries[at] as Entry
    if (server === -1) {
      if (++others > BEST_SERVERS) continue
    } else {
      const before = names.get(name) ?? 0
      if (before >= ofName) continue
      names.set(name, before + 1)
    }
    kept.push(at)
    if (kept.length === most) break
  }
  return kept
}

/** The lists of single words and, before the words that begin with them, of first letters. */
function* namesAndStarts(
  order: readonly number[],
  words: Numbers,
  lists: readonly number[][],
  entries: readonly Entry[],
): Generator<[key: string, list: number[], total: number]> {
  const starts = new Map<string, { total: number; found: Set<number> }>()
  for (const id of order) {
    const word = words.all[id] as string
    const list = lists[id] as number[]
    const letters = [...word]
    for (let length = 1; length <= Math.min(STARTS, letters.length); length++) {
      const start = letters.slice(0, length).join('')
      const known = starts.get(start) ?? { total: 0, found: new Set() }
      known.total += list.length
      for (const at of list.slice(0, MOST_OF_START)) known.found.add(at)
      starts.set(start, known)
    }
  }
  const large = [...starts]
    .filter(([, { total }]) => total > WHOLE)
    .map(([start, { total, found }]) => {
      const sorted = [...found].sort((a, b) => a - b)
      const begins = (at: number) => (entries[at] as Entry).first.startsWith(start)
      const list = [...sorted.filter(begins), ...sorted.filter((at) => !begins(at))]
      return { key: `${start}*`, list: best(list, entries, 0, MOST_OF_START, 3), total }
    })
  const all = [
    ...order.map((id) => ({
      key: words.all[id] as string,
      list: best(lists[id] as number[], entries),
      total: (lists[id] as number[]).length,
    })),
    ...large,
  ].sort((a, b) => compare(a.key, b.key))
  for (const { key, list, total } of all) yield [key, list, total]
}

/** Writes sorted lists into leaves of about one size. */
class Postings {
  readonly #writer: TreeWriter
  readonly #entries: readonly Entry[]
  readonly #titles: readonly [string, string][]
  #servers = new Map<number, number>()
  #records = new Map<number, number>()
  #keys: PostingLeaf['k'] = []
  #bytes = 0

  constructor(tree: TreeName, entries: readonly Entry[], titles: readonly [string, string][]) {
    this.#writer = new TreeWriter(tree)
    this.#entries = entries
    this.#titles = titles
  }

  *add(key: string, list: readonly number[], total: number): Generator<[string, string]> {
    const cost = (at: number) => (this.#records.has(at) ? 4 : (this.#entries[at] as Entry).bytes + 4)
    const bytes = key.length + 6 + list.reduce((sum, at) => sum + cost(at), 0)
    if (this.#keys.length > 0 && this.#bytes + bytes > LEAF) yield this.#flush()
    this.#keys.push([key, total > list.length ? total : 0, ...list.map((at) => this.#number(at))])
    this.#bytes += bytes
  }

  #number(at: number): number {
    const known = this.#records.get(at)
    if (known !== undefined) return known
    const { server } = this.#entries[at] as Entry
    if (server !== -1 && !this.#servers.has(server)) this.#servers.set(server, this.#servers.size)
    this.#records.set(at, this.#records.size)
    return this.#records.size - 1
  }

  #flush(): [string, string] {
    const leaf: PostingLeaf = {
      s: [...this.#servers.keys()].map((at) => this.#titles[at] as [string, string]),
      r: [...this.#records.keys()].map((at) => {
        const { packed, server } = this.#entries[at] as Entry
        return (server === -1 ? packed : [this.#servers.get(server), ...packed.slice(1)]) as PackedRecord
      }),
      k: this.#keys,
    }
    const first = (this.#keys[0] as PostingLeaf['k'][number])[0]
    this.#servers = new Map()
    this.#records = new Map()
    this.#keys = []
    this.#bytes = 0
    return this.#writer.leaf(first, JSON.stringify(leaf))
  }

  *end(): Generator<[string, string], TreeRoot> {
    if (this.#keys.length > 0) yield this.#flush()
    return yield* this.#writer.end()
  }
}

/** Words with how many records have them, for spellings that are nearly right. */
function* wordTree(
  tree: TreeName,
  counted: readonly (readonly [string, number])[],
): Generator<[string, string], TreeRoot> {
  const writer = new TreeWriter(tree)
  let leaf: string[] = []
  let bytes = 0
  for (const [word, count] of counted) {
    const text = `${word} ${count}`
    if (bytes + text.length > WORD_LEAF) {
      yield writer.leaf((leaf[0] as string).split(' ')[0] as string, JSON.stringify(leaf.join(' ')))
      leaf = []
      bytes = 0
    }
    leaf.push(text)
    bytes += text.length + 1
  }
  if (leaf.length > 0) yield writer.leaf((leaf[0] as string).split(' ')[0] as string, JSON.stringify(leaf.join(' ')))
  return yield* writer.end()
}

/** Counts the leaves of one tree, and writes the files above them. */
class TreeWriter {
  readonly #tree: TreeName
  readonly #keys: string[] = []

  constructor(tree: TreeName) {
    this.#tree = tree
  }

  leaf(first: string, text: string): [string, string] {
    this.#keys.push(first)
    return [nodePath(this.#tree, 0, this.#keys.length - 1), text]
  }

  *end(): Generator<[string, string], TreeRoot> {
    let keys = this.#keys
    const leaves = keys.length
    let depth = 0
    while (keys.length > ROOT_KEYS) {
      depth++
      const above: string[] = []
      for (let from = 0; from < keys.length; from += FAN) {
        const part = keys.slice(from, from + FAN)
        yield [nodePath(this.#tree, depth, above.length), JSON.stringify(part)]
        above.push(part[0] as string)
      }
      keys = above
    }
    return { depth, keys, leaves }
  }
}
