import {
  type LookupRecord,
  type LookupRoot,
  type Posting,
  type PostingLeaf,
  type TreeName,
  unpack,
} from './lookup-record.ts'
import { distance, isOneEdit, soundOf } from './near-words.ts'
import { parseQuery, type Query } from './parse-query.ts'
import { recordWords, scoreRecord, WHOLE } from './score-record.ts'
import { FAN, nodePath, placeOf } from './shard-tree.ts'

/** A record with how well it fits. */
export interface Hit {
  record: LookupRecord
  score: number
}

/** What the names of the catalogue give for a query. */
export interface Found {
  query: Query
  /** What was looked for in the end, where spellings were corrected or words left out. */
  used: string[]
  /**
   * `names`: every word is in a name or in its server's; `corrected`: after spellings were corrected; `some`: some of the words;
   * `near`: nothing has the words, and these are spelled like them; `none`.
   */
  by: 'names' | 'corrected' | 'some' | 'near' | 'none'
  /** Words that no name has. */
  unknown: string[]
  /** The best first. */
  hits: Hit[]
  /** How many there are, where more than are listed. */
  total: number
}

/** Words that are corrected have at least so many letters: shorter ones are near to too many. */
const SHORTEST = 4
/** Servers whose tools are read for one query. */
const MOST_SERVERS = 2
/** Lists of single words that are read for one query, when none is whole. */
const MOST_LISTS = 3
/** Leaves that are read for words that begin in one way. */
const MOST_LEAVES = 2
const CORRECTIONS = 3

/**
 * Search by names over the files that `lookupFiles` writes.
 * @param read gives the parsed file of a path; it is asked once for each.
 */
export function createLookup(read: (path: string) => Promise<unknown>): (typed: string) => Promise<Found> {
  const files = new Map<string, Promise<unknown>>()
  const file = <T>(path: string): Promise<T> => {
    let known = files.get(path)
    if (!known) {
      known = read(path)
      files.set(path, known)
      // What failed once may succeed later.
      known.catch(() => files.delete(path))
    }
    return known as Promise<T>
  }
  let frequent: Map<string, number> | undefined
  const root = async () => {
    const found = await file<LookupRoot>('index.json')
    frequent ??= new Map(found.frequent.split(' ').map((word, at) => [word, -at]))
    return found
  }

  const leaves = new WeakMap<
    PostingLeaf,
    { keys: string[]; records: (LookupRecord | undefined)[]; lists: (Posting | undefined)[] }
  >()
  function opened(leaf: PostingLeaf) {
    let known = leaves.get(leaf)
    if (!known) {
      known = { keys: leaf.k.map(([key]) => key), records: [], lists: [] }
      leaves.set(leaf, known)
    }
    return known
  }

  async function leafAt(tree: TreeName, key: string): Promise<number> {
    const { depth, keys } = (await root()).trees[tree]
    let at = placeOf(keys, key)
    for (let level = depth; level > 0; level--)
      at = at * FAN + placeOf(await file<string[]>(nodePath(tree, level, at)), key)
    return at
  }

  async function posting(leaf: PostingLeaf, at: number): Promise<Posting> {
    const { records, lists } = opened(leaf)
    const known = lists[at]
    if (known) return known
    const [, total, ...numbers] = leaf.k[at] as [string, number, ...number[]]
    const from = await root()
    const found = numbers.map((number) => {
      records[number] ??= unpack(leaf.r[number] as PostingLeaf['r'][number], leaf, from)
      return records[number] as LookupRecord
    })
    const made = { total: total || found.length, records: found }
    lists[at] = made
    return made
  }

  /** The list of exactly this key. */
  async function list(tree: 'names' | 'sets' | 'offers', key: string): Promise<Posting | undefined> {
    const { leaves: count } = (await root()).trees[tree]
    if (count === 0) return undefined
    const leaf = await file<PostingLeaf>(nodePath(tree, 0, await leafAt(tree, key)))
    const { keys } = opened(leaf)
    const at = placeOf(keys, key)
    return keys[at] === key ? posting(leaf, at) : undefined
  }

  /** Records of words that begin in one way. */
  async function beginning(start: string): Promise<Posting> {
    const short = [...start].length <= 3 ? await list('names', `${start}*`) : undefined
    if (short) return short
    const { leaves: count } = (await root()).trees.names
    const records = new Set<LookupRecord>()
    let total = 0
    const first = count === 0 ? 0 : await leafAt('names', start)
    for (let at = first; at < Math.min(count, first + MOST_LEAVES); at++) {
      const leaf = await file<PostingLeaf>(nodePath('names', 0, at))
      const { keys } = opened(leaf)
      for (let key = placeOf(keys, start); key < keys.length; key++) {
        if (!keys[key]?.startsWith(start)) {
          if ((keys[key] as string) > start) return { total, records: [...records] }
          continue
        }
        const found = await posting(leaf, key)
        total += found.total
        for (const record of found.records) records.add(record)
      }
    }
    return { total, records: [...records] }
  }

  /**
   * Records that have all of the words, as {@link scoreRecord} sees it. Lists of rare words and of several frequent words come
   * first; lists that are read for their servers follow only where no name is the one that was typed.
   */
  async function withAll(query: Query): Promise<{ hits: Hit[]; total: number }> {
    const pool = await candidates(query.wanted)
    let hits = scored(pool, query)
    if (query.wanted.length > 1 && !hits.some(({ score }) => score >= WHOLE)) {
      // Names that have one of the words may have the others in a part of their server's name.
      const often = (word: string) => (frequent?.has(word) ? 1 : 0)
      const more = query.wanted.toSorted((a, b) => often(a) - often(b)).slice(0, MOST_LISTS)
      for (const word of more) {
        const found = await list('names', word)
        if (found && !pool.includes(found)) pool.push(found)
      }
      for (const server of serversIn(query, pool)) pool.push(...some(await list('offers', server)))
      hits = scored(pool, query)
    } else if (query.wanted.length === 1) {
      // A server that was named brings its tools along.
      for (const server of serversIn(query, pool).slice(0, 1)) pool.push(...some(await list('offers', server)))
      hits = scored(pool, query)
    }
    const total = query.wanted.length === 1 ? Math.max(0, ...pool.map(({ total }) => total)) : 0
    return { hits, total: Math.max(hits.length, total) }
  }

  /**
   * Lists that hold every record with all of the words in its names. One whole list is enough: what has the word in a name is in
   * it, and so is the server whose tools are found by the word.
   */
  async function candidates(wanted: readonly string[]): Promise<Posting[]> {
    await root()
    const rare = wanted.filter((word) => !frequent?.has(word)).sort((a, b) => b.length - a.length)
    const pool: Posting[] = []
    const unknown = new Set<string>()
    const heavy: { word: string; total: number }[] = []
    for (const word of rare) {
      const found = await list('names', word)
      if (found && isWhole(found) && wanted.length > 1) return [found]
      if (found) {
        pool.push(found)
        heavy.push({ word, total: found.total })
      } else unknown.add(word)
    }
    const often = wanted.filter((word) => frequent?.has(word))
    if (wanted.length === 1) for (const word of often) pool.push(...some(await list('names', word)))
    for (const word of often) heavy.push({ word, total: Number.MAX_SAFE_INTEGER + (frequent?.get(word) as number) * 2 })
    heavy.sort((a, b) => a.total - b.total || (a.word < b.word ? 1 : -1))
    if (heavy.length > 1) pool.push(...(await combined(heavy.map(({ word }) => word))))
    // The last word may be unfinished, and where nothing else is known, so may the others.
    const last = wanted.at(-1) as string
    if (wanted.length === 1 || unknown.has(last)) pool.push(await beginning(last))
    if (pool.every(({ records }) => records.length === 0))
      for (const word of wanted.slice(0, -1)) pool.push(await beginning(word))
    return pool
  }

  /** The list of words whose own lists are not whole, the rarest first, as deep as lists are cut. */
  async function combined(heavy: readonly string[]): Promise<Posting[]> {
    let key = heavy[0] as string
    let found: Posting | undefined
    for (const word of heavy.slice(1)) {
      key = `${key} ${word}`
      const deeper = await list('sets', key)
      if (!deeper) break
      found = deeper
      if (found.total === found.records.length) break
    }
    return some(found)
  }

  /** Ids of the servers that the words name: wholly, or in part where the text is written as logs write names. */
  function serversIn({ words, tool }: Query, pool: readonly Posting[]): string[] {
    const found = new Map<string, { id: string; named: number; left: number }>()
    for (const { records } of pool)
      for (const record of records) {
        if (record.kind !== 'server') continue
        const id = record.aliases[0] as string
        for (const name of recordWords(record).names) {
          const named = new Set(name.filter((word) => words.includes(word))).size
          const left = new Set(name).size - named
          const before = found.get(id)
          if ((left === 0 || (tool && named > 0)) && (!before || left < before.left)) found.set(id, { id, named, left })
        }
      }
    return [...found.values()]
      .sort((a, b) => a.left - b.left || b.named - a.named || a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_SERVERS)
      .map(({ id }) => id)
  }

  /** Words of the catalogue that are spelled or sound nearly like one, the nearest and most frequent first. */
  async function near(word: string, most: number): Promise<string[]> {
    const half = Math.floor([...word].length / 2)
    const letters = [...word]
    const front = letters.slice(0, half).join('')
    const back = letters.slice(-half).reverse().join('')
    const counts = new Map<string, number>()
    for (const [tree, start] of [
      ['words', front],
      ['ends', back],
    ] as const) {
      const { leaves: count } = (await root()).trees[tree]
      const first = count === 0 ? 0 : await leafAt(tree, start)
      for (let at = first; at < Math.min(count, first + MOST_LEAVES); at++) {
        const pairs = (await file<string>(nodePath(tree, 0, at))).split(' ')
        let past = false
        for (let i = 0; i < pairs.length; i += 2) {
          const key = pairs[i] as string
          if (!key.startsWith(start)) past ||= key > start
          else counts.set(tree === 'words' ? key : [...key].reverse().join(''), Number(pairs[i + 1]))
        }
        if (past) break
      }
    }
    const sound = soundOf(word)
    const apart = (other: string) =>
      isOneEdit(word, other) ? 1 : soundOf(other) === sound ? 1.5 : distance(word, other, most)
    return [...counts]
      .map(([other, count]) => ({ other, count, apart: apart(other) }))
      .filter(({ other, apart }) => other !== word && apart <= Math.max(most, 1.5) && other.length >= SHORTEST - 1)
      .sort((a, b) => a.apart - b.apart || b.count - a.count || (a.other < b.other ? -1 : 1))
      .map(({ other }) => other)
  }

  async function isKnown(word: string): Promise<boolean> {
    return frequent?.has(word) === true || (await list('names', word)) !== undefined
  }

  async function search(typed: string): Promise<Found> {
    const query = parseQuery(typed)
    const none: Found = { query, used: query.wanted, by: 'none', unknown: [], hits: [], total: 0 }
    if (query.wanted.length === 0) return none
    if (query.tool) {
      // Where the part of the tool is known, its words find it, and those of the server only choose among servers.
      const hits = scored(await candidates([...new Set(query.tool)]), query)
      if (hits.some(({ score }) => score >= WHOLE)) return { ...none, by: 'names', hits, total: hits.length }
    }
    const all = await withAll(query)
    if (all.hits.length > 0) return { ...none, by: 'names', ...all }
    if (query.tool) {
      // A key that a reader gave the server is in no catalogue; the tool's own name may be.
      const wanted = [...new Set(query.tool)]
      const tool = await withAll({ ...query, words: query.tool, wanted })
      const hits = tool.hits
        .filter(({ record }) => record.kind === 'tool')
        .map(({ record, score }) => {
          const { server } = recordWords(record)
          return { record, score: score + 15 * query.words.filter((word) => server.has(word)).length }
        })
      if (hits.length > 0)
        return { ...none, by: 'names', used: wanted, hits: sorted(hits), total: Math.max(hits.length, tool.total) }
    }
    const unknown: string[] = []
    for (const word of query.wanted) if (!(await isKnown(word))) unknown.push(word)

    const corrected = await correct(query, unknown)
    if (corrected) return { ...none, ...corrected, by: 'corrected', unknown }

    const left = query.wanted.filter((word) => !unknown.includes(word))
    if (left.length > 0 && (unknown.length > 0 || left.length > 1)) {
      const some = await withSome({ ...query, words: left, wanted: left })
      if (some.length > 0) return { ...none, by: 'some', used: left, unknown, hits: some, total: some.length }
    }
    const names = new Map<string, Hit>()
    for (const word of unknown.filter((word) => word.length > SHORTEST))
      for (const other of (await near(word, word.length > 6 ? 2 : 1)).slice(0, CORRECTIONS))
        for (const hit of (await withAll(parseQuery(other))).hits.slice(0, 2)) names.set(hit.record.path, hit)
    const hits = sorted(names.values()).slice(0, 6)
    return { ...none, by: hits.length > 0 ? 'near' : 'none', unknown, hits, total: hits.length }
  }

  async function correct(query: Query, unknown: readonly string[]) {
    const wrong = unknown.filter((word) => [...word].length >= SHORTEST)
    if (wrong.length === 0) return undefined
    let tries: Map<string, string>[] = [new Map()]
    for (const word of wrong.slice(0, 2)) {
      const others = (await near(word, 1)).slice(0, CORRECTIONS)
      if (others.length === 0) return undefined
      tries = tries.flatMap((known) => others.map((other) => new Map([...known, [word, other]])))
    }
    for (const changes of tries) {
      const put = (words: readonly string[]) => words.map((word) => changes.get(word) ?? word)
      const changed: Query = { ...query, words: put(query.words), wanted: [...new Set(put(query.wanted))], text: '' }
      const found = await withAll(changed)
      if (found.hits.length > 0) return { ...found, used: changed.wanted }
    }
    return undefined
  }

  /**
   * Records that have at least half of the words, those that have most of them first. One must be a word that few names have: of
   * "salesforce create lead", what creates something else is no answer.
   */
  async function withSome(query: Query): Promise<Hit[]> {
    const hits = new Map<string, Hit>()
    const rare = query.wanted.filter((word) => !frequent?.has(word))
    for (const word of query.wanted.slice(0, 4)) {
      const { hits: found } = await withAll({ ...query, words: [word], wanted: [word], text: word })
      for (const { record, score } of found) {
        const { all } = recordWords(record)
        const has = query.wanted.filter((one) => all.has(one)).length
        if (has * 2 >= query.wanted.length && rare.some((one) => all.has(one)))
          hits.set(record.path, { record, score: has * 2000 + score })
      }
    }
    return sorted(hits.values()).slice(0, 12)
  }

  return search
}

/** The records of lists that fit, each once. */
function scored(lists: readonly Posting[], query: Query): Hit[] {
  const hits = new Map<string, Hit>()
  for (const { records } of lists)
    for (const record of records) {
      const score = scoreRecord(record, query)
      if (score > 0) hits.set(`${record.kind} ${record.label} ${record.path}`, { record, score })
    }
  return sorted(hits.values())
}

const isWhole = ({ total, records }: Posting) => total === records.length
const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

/** The best first; of equal ones that with the shorter name, then by address. */
function sorted(hits: Iterable<Hit>): Hit[] {
  return [...hits].sort(
    (a, b) =>
      b.score - a.score ||
      a.record.label.length - b.record.label.length ||
      (a.record.path < b.record.path ? -1 : a.record.path > b.record.path ? 1 : 0),
  )
}
