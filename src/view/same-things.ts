import { objectOf } from '../schema/tool.ts'
import { compare } from '../text/compare.ts'
import { nameWords } from './name-words.ts'
import { requiredNames } from './required-names.ts'
import { FILLERS, isVerb, MAX_NAME_CHARS, nameHabits, sameVerb, wordsOf } from './same-act.ts'
import type { SiteServer, SiteTool } from './site.ts'

/** The tools of one server by the words of their names, and those that list things. */
interface Words {
  of: Map<SiteTool, Set<string>>
  having: Map<string, SiteTool[]>
  /** First words of names by which a server tells its products apart: "r2" and "do" of a cloud. */
  products: Map<SiteTool, string>
  /** Tools that return several things, with the words of what they return. */
  lists: { tool: SiteTool; words: string[] }[]
}

const indexes = new WeakMap<SiteServer, Words>()

/** Most tools of one word that are compared; a word that more have tells little. */
const MOST_CANDIDATES = 100
const MOST_LISTS = 400
const MOST_NEEDED = 20
/** All tools of a server of so many are about the same things. */
const SMALL = 9
/** How like two names must be, as the cosine of their words by rarity, and what it counts that one gives what the other needs. */
const LIKE = 0.3
const GIVES = 0.4
/** Words of a parameter that say that it is an id, and of names that say nothing. */
const IDS = new Set(['id', 'iid', 'uid', 'uuid', 'key', 'slug', 'name', 'number', 'new', 'identifier', 'v1', 'v2'])

/**
 * The tools of the same server that are about the same things, the most alike first, and those that return the ids which a call
 * needs. None where nothing is alike, except on a server that is so small that all its tools are.
 * @param most how many are wanted.
 */
export function sameThings(self: SiteTool, most: number): SiteTool[] {
  const { server } = self
  if (server.tools.length <= SMALL) return server.tools.filter((other) => other !== self)
  const words = wordsOfServer(server)
  const own = words.of.get(self) ?? new Set()
  const total = server.tools.length
  const weight = (word: string) => Math.log(total / (words.having.get(word)?.length ?? total))
  const length = (all: ReadonlySet<string>) => Math.sqrt([...all].reduce((sum, word) => sum + weight(word) ** 2, 0))
  const scores = new Map<SiteTool, number>()
  const ownLength = length(own)
  const candidates = new Set([...own].flatMap((word) => (words.having.get(word) ?? []).slice(0, MOST_CANDIDATES)))
  for (const other of candidates) {
    const theirs = words.of.get(other)
    if (other === self || !theirs) continue
    const shared = [...own].reduce((sum, word) => sum + (theirs.has(word) ? weight(word) ** 2 : 0), 0)
    const alike = shared / (ownLength * length(theirs) || 1)
    if (alike >= LIKE) scores.set(other, alike)
  }
  for (const other of giversOf(self, words)) scores.set(other, (scores.get(other) ?? 0) + GIVES)
  // The objects of one product are not those of another, whatever they are called.
  const product = words.products.get(self)
  const isOther = (one: SiteTool) => product !== undefined && (words.products.get(one) ?? product) !== product
  const rank = (one: SiteTool) => Math.round((scores.get(one) ?? 0) * 1000)
  const isSame = (one: SiteTool) => Number(one.assessment.category === self.assessment.category)
  return [...scores.keys()]
    .filter((one) => !isOther(one))
    .sort((a, b) => rank(b) - rank(a) || isSame(b) - isSame(a) || compare(a.slug, b.slug))
    .slice(0, most)
}

/** Kinds of verbs that delete. */
const DELETES = new Set(['delete', 'purge'])
/** Words of a name that say how much, or from where, and not what. */
const AMOUNTS = new Set(['bulk', 'batch', 'many', 'path'])

/**
 * Whether a tool can stand for another: the same act, or another that deletes, on the same thing, as "delete_task" for
 * "clear_all_tasks". A count is not a list, and what stops a thing does not serve who starts it.
 */
export function servesSame(self: SiteTool, other: SiteTool): boolean {
  const [own] = self.assessment.deeds
  const [theirs] = other.assessment.deeds
  // What is reset is there afterwards; what is deleted is not.
  if (!own?.thing || !theirs?.thing || own.verb === 'reset' || own.aspect !== theirs.aspect) return false
  const thing = (words: string) =>
    wordsOf(words)
      .filter((word) => !FILLERS.has(word))
      .join(' ')
  const nouns = (one: SiteTool, verb: string) =>
    [...nounsOf(one, verb)]
      .filter((word) => !AMOUNTS.has(word))
      .toSorted()
      .join(' ')
  const isSameAct =
    (DELETES.has(own.kind) && DELETES.has(theirs.kind)) || (own.kind === theirs.kind && sameVerb(own.verb, theirs.verb))
  return (
    isSameAct &&
    thing(own.thing.words) === thing(theirs.thing.words) &&
    nouns(self, own.verb) === nouns(other, theirs.verb)
  )
}

/** The tools that list what a required argument names: the ids of cron jobs for the output of one. */
function giversOf(self: SiteTool, { of, lists }: Words): SiteTool[] {
  const properties = objectOf(objectOf(self.tool['inputSchema'])?.['properties'])
  const own = of.get(self) ?? new Set()
  const needed = requiredNames(self.tool)
    .slice(0, MOST_NEEDED)
    .flatMap((name) => {
      const words = wordsOf(nameWords(name.slice(0, MAX_NAME_CHARS))).filter((word) => !IDS.has(word))
      if (words.length > 0) return [new Set(words)]
      // An id without a noun is that of what the tool is about, as its description says.
      const about = objectOf(properties?.[name])?.['description']
      const told = wordsOf(typeof about === 'string' ? about.slice(0, MAX_NAME_CHARS) : '')
      return [new Set(told.filter((word) => own.has(word)))]
    })
  return lists.flatMap(({ tool, words }) =>
    tool !== self && needed.some((one) => words.every((word) => one.has(word))) ? [tool] : [],
  )
}

/** The words of a name that say what it is about. */
const nounsOf = ({ tool }: SiteTool, verb: string) =>
  new Set(
    wordsOf(nameWords(tool.name.slice(0, MAX_NAME_CHARS))).filter(
      (word) => !isVerb(word, verb) && !IDS.has(word) && !FILLERS.has(word),
    ),
  )

function wordsOfServer(server: SiteServer): Words {
  let found = indexes.get(server)
  if (!found) {
    found = { of: new Map(), having: new Map(), products: new Map(), lists: [] }
    const habits = nameHabits(server)
    for (const tool of server.tools) {
      const { deeds } = tool.assessment
      const verb = deeds.find(({ from }) => from === 'name')?.verb ?? tool.verb
      const words = wordsOf(nameWords(tool.tool.name.slice(0, MAX_NAME_CHARS)))
      const [first] = words
      if (first !== undefined && habits.has(first) && first !== verb && words.length > 1)
        found.products.set(tool, first)
      const nouns = nounsOf(tool, verb)
      found.of.set(tool, nouns)
      for (const word of nouns) {
        const having = found.having.get(word)
        if (having) having.push(tool)
        else found.having.set(word, [tool])
      }
      const [deed] = deeds
      if (tool.assessment.category === 'Read' && deed?.thing && deed.many && found.lists.length < MOST_LISTS)
        found.lists.push({ tool, words: wordsOf(deed.thing.head) })
    }
    indexes.set(server, found)
  }
  return found
}
