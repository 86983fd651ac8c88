import type { LookupRecord } from './lookup-record.ts'
import { foldCase, joinedTokens, nameTokens } from './name-tokens.ts'
import type { Query } from './parse-query.ts'

/** The steps of the ranking. Those in between are for names that say more than was asked. */
const EXACT = 1000
/** What a name that was typed whole, with its server or without it, has at least. */
export const WHOLE = 960
/** More where the server is the one of exactly this id. */
const OWN_SERVER = 15
/** More where the name is spelled as it was typed: `getUser` and `get_user` are two tools. */
const SPELLED = 5
const PREFIX = 800
const WORDS = 600
const ALIAS = 20
/** Servers come before tools that match as well, and pages between them. */
const BONUS = { server: 60, tool: 0, attack: 10, target: 40, lint: 5, guide: 20, page: 30 }

/** Of tools that fit as well, the more harmful comes first. */
const severities = ['Low', 'Medium', 'High', 'Critical']

interface Words {
  names: string[][]
  /** Everything that a word may be in. */
  all: Set<string>
  server: Set<string>
  /** The words of its server's id, in their order. */
  serverId: string[]
}

const known = new WeakMap<LookupRecord, Words>()

/** The words by which a record is found: of its names, and of a tool's server. */
export function recordWords(record: LookupRecord): Words {
  const before = known.get(record)
  if (before) return before
  const texts = [record.label, ...record.aliases]
  const names = texts.map(nameTokens)
  const server = new Set(record.server ? serverWords(record.server) : [])
  const serverId = record.server ? nameTokens(record.server.id) : []
  const words: Words = {
    names,
    server,
    serverId,
    all: new Set([...names.flat(), ...texts.flatMap(joinedTokens), ...server]),
  }
  known.set(record, words)
  return words
}

/** Words of a server that its tools are found by. */
export const serverWords = ({ id, title }: { id: string; title: string }): string[] => [
  ...nameTokens(id),
  ...joinedTokens(title),
  ...nameTokens(title),
]

/**
 * How well a record fits: exact names first, then names that begin with what was typed, then names with all of the words in
 * any order. Servers come before tools that fit as well.
 * @returns 0 where a word is in neither its names nor its server's.
 */
export function scoreRecord(record: LookupRecord, query: Query): number {
  const { names, all, server, serverId } = recordWords(record)
  let exactWords = 0
  for (const word of query.wanted) {
    if (all.has(word)) exactWords++
    else if (!beginsAny(all, word)) return 0
  }
  const bonus = BONUS[record.kind]
  let best = 0
  names.forEach((name, index) => {
    const score = scoreName(
      name,
      index === 0 ? record.label : (record.aliases[index - 1] as string),
      query,
      server,
      serverId,
    )
    best = Math.max(best, score - (index === 0 || record.kind === 'server' ? 0 : ALIAS))
  })
  if (best === 0) return 0
  return best + bonus + (20 * exactWords) / query.wanted.length + Math.max(0, severities.indexOf(record.severity ?? ''))
}

function scoreName(
  name: string[],
  label: string,
  { words, wanted, typed, text, tool }: Query,
  server: Set<string>,
  serverId: readonly string[],
): number {
  const spelled = (typed.endsWith(label) ? SPELLED : 0) + (text.endsWith(foldCase(label)) ? SPELLED : 0)
  if (foldCase(label) === text || same(name, words)) return EXACT + spelled
  const extra = Math.min(name.length, 12)
  const end = words.slice(-name.length)
  const before = words.slice(0, -name.length)
  if (before.length > 0 && same(name, end) && before.every((word) => server.has(word) || beginsAny(server, word)))
    return WHOLE + spelled + (same(before, serverId) ? OWN_SERVER : 0)
  if (tool && same(name, tool)) return WHOLE - 40
  if (begins(name, words)) return PREFIX - extra * 4
  const inName = wanted.filter((word) => name.includes(word) || beginsAny(name, word)).length
  const joined = joinedTokens(label).some((one) => wanted.some((word) => one.startsWith(word))) ? 1 : 0
  if (inName === 0 && joined === 0) return WORDS - 300
  const whole = inName === name.length && inName < wanted.length ? 150 : 0
  return WORDS + whole + (100 * Math.max(inName, joined)) / wanted.length - extra * 4 + (runs(name, words) ? 40 : 0)
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one, i) => one === b[i])

/** Whether a name begins with the words, the last of which may be unfinished. */
const begins = (name: readonly string[], words: readonly string[]) =>
  words.length <= name.length &&
  words.every((word, at) => (at < words.length - 1 ? name[at] === word : name[at]?.startsWith(word)))

/** Whether the words follow each other in a name. */
const runs = (name: readonly string[], words: readonly string[]) =>
  name.some((_, at) => at > 0 && begins(name.slice(at), words))

function beginsAny(words: Iterable<string>, beginning: string): boolean {
  for (const word of words) if (word.startsWith(beginning)) return true
  return false
}
