import type { Deed } from '../schema/harm.ts'
import type { ServerData } from '../schema/manifest.ts'
import { descriptionOf, objectOf, type Tool } from '../schema/tool.ts'
import { lastWord } from '../text/last-word.ts'
import { nameWords } from './name-words.ts'
import { requiredNames } from './required-names.ts'
import { dataOf, type SiteServer, type SiteTool } from './site.ts'

/** Verbs that come to the same in the name of a tool. Every other verb stands for itself. */
const VERBS: Record<string, string> = {
  ...named('get', ['retrieve', 'show', 'view', 'fetch', 'return', 'describe']),
  ...named('search', ['find']),
  ...named('create', ['add', 'new', 'make']),
  ...named('update', ['edit', 'modify', 'change', 'patch']),
  ...named('delete', ['remove', 'purge', 'del']),
}
/** Whether two verbs come to the same. */
export const sameVerb = (a: string, b: string) => (VERBS[a] ?? a) === (VERBS[b] ?? b)

/** What can be asked of a thing without asking for something else. */
const WHOLE = new Set(['list', 'listing', 'details', 'detail', 'content', 'contents'])
/** What holds a thing on most services and does not tell it from others. */
const HOLDERS = new Set(['repository', 'project', 'workspace', 'account', 'team', 'organization', 'server', 'page'])
/** Words of a name that tell nothing. */
export const FILLERS = new Set(
  'a an the for of in on to by with from using all new existing specific given single multiple current your this that available api list detail content'.split(
    ' ',
  ),
)
/** How many names must begin with a word before it is a habit of their server. */
const SHARED_NAMES = 3

/**
 * What a tool does, as a key that two tools share only where verb and object are the same: "create_label" and "addLabel", but
 * not "create_label" and "create_issue", and not "list_issues" and "list_related_issues".
 * @param habits first words of names of the tool's server that say nothing about one tool: {@link nameHabits}.
 * @returns undefined where the name does not show both.
 */
export function actKey({ tool, server, assessment }: SiteTool, habits: ReadonlySet<string>): string | undefined {
  const deed = assessment.deeds.find(({ from }) => from === 'name')
  if (!deed?.thing) return undefined
  const inName = wordsOf(nameWords(tool.name.slice(0, MAX_NAME_CHARS)))
  const headWord = singular(lastWord(deed.thing.head))
  // The object of a name of one verb is taken from the description, where it can be anything.
  if (!inName.includes(headWord)) return undefined
  const { verb, part, aspect } = deed
  const object = wordsOf(deed.thing.words)
  const holder = part ? wordsOf(part.thing.words).filter((word) => !HOLDERS.has(word)) : []
  const words = new Set([...object, ...holder])
  const own = new Set([...wordsOf(server.manifest.title), ...wordsOf(server.id), ...habits])
  const tells = (word: string) =>
    !words.has(word) && !own.has(word) && !FILLERS.has(word) && !HOLDERS.has(word) && !isVerb(word, verb)
  // What the description says more about the object: "custom domains".
  const told = wordsOf(descriptionOf(tool).slice(0, MAX_SENTENCE_CHARS))
  const more = told.slice(0, told.indexOf(headWord)).slice(-1)
  const rest = [...inName, ...more].filter((word) => tells(word) && !VERSION.test(word))
  const whole = aspect === undefined || WHOLE.has(aspect)
  // What is got without an argument is one's own: "get_user" without one returns the user who is signed in.
  const which = verbOf(deed, false) === 'get' && !takesArguments(tool) ? 'own' : ''
  return [
    verbOf(deed, isChosen(tool, headWord)),
    [...words].toSorted().join('+'),
    whole ? '' : aspect,
    [...new Set(rest)].toSorted().join('+'),
    headWord,
    which,
  ].join(' ')
}

/** One word that others write as two. */
const SPELLINGS: Record<string, string> = { regeocode: 'reverse geocode' }

/**
 * What a tool does by its name alone, for descriptions in other languages and names of one verb: "browser_hover" and "hover",
 * "maps_regeocode" and "map_reverse_geocode".
 * @returns undefined where the name has no word of its own.
 */
export function nameKey({ tool }: Pick<SiteTool, 'tool'>, habits: ReadonlySet<string>): string | undefined {
  // One thing is not several: numbers stay as they are written.
  const words = textWords(nameWords(tool.name.slice(0, MAX_NAME_CHARS))).filter((word) => !VERSION.test(word))
  const [first = '', ...others] = words
  // A word before all names tells the server; in a name of one word it is what the tool does.
  const isHabit = others.length > 0 && habits.has(singular(first)) && !Object.hasOwn(VERBS, first)
  const spelled = (isHabit ? others : words).flatMap((word) => (SPELLINGS[word] ?? VERBS[word] ?? word).split(' '))
  const telling = spelled.filter((word) => !FILLERS.has(word))
  const which = telling[0] === 'get' && !takesArguments(tool) ? ' own' : ''
  return telling.length === 0 ? undefined : `${telling.toSorted().join(' ')}${which}`
}

/** Whether the descriptions of two servers name the same things: two words at least, as one can be the same by chance. */
export function areAbout(a: ServerWords, b: ServerWords): boolean {
  if (a.data !== b.data) return false
  const shared = [...a.about].filter(
    (word) => b.about.has(word) && word.length > 3 && !FILLERS.has(word) && !GENERAL.has(word),
  )
  return shared.length >= MIN_SHARED
}

/** Words that the description of any server may have. */
const GENERAL = new Set([
  'server',
  'former',
  'reference',
  'read',
  'reads',
  'edit',
  'manage',
  'search',
  'through',
  'work',
  'what',
  'that',
  'local',
  'file',
])

/** Whether a required argument names the things: "usernames" of "get_users". */
const isChosen = (tool: Tool, head: string) => requiredNames(tool).some((name) => name.toLowerCase().startsWith(head))

const takesArguments = (tool: Tool) =>
  Object.keys(objectOf(objectOf(tool['inputSchema'])?.['properties']) ?? {}).length > 0

/** First words that several names of a server share: "browser" of "browser_click" and others. */
export function nameHabits({ tools }: SiteServer): Set<string> {
  const counts = new Map<string, number>()
  for (const { tool } of tools) {
    const [first] = wordsOf(nameWords(tool.name.slice(0, MAX_NAME_CHARS)))
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([word, count]) => (count >= SHARED_NAMES ? [word] : [])))
}

/** Whose data a server holds, the words by which it is described, and those of the things that its tools are about. */
export interface ServerWords {
  data: ServerData | undefined
  about: ReadonlySet<string>
  things: ReadonlySet<string>
}

/** Reads {@link ServerWords} from the manifest and the tools of a server. */
export function serverWords({ manifest, tools }: SiteServer): ServerWords {
  const things = tools.flatMap(({ assessment: { deeds } }) =>
    deeds.flatMap(({ thing }) => (thing ? wordsOf(thing.words) : [])),
  )
  return { data: dataOf(manifest), about: new Set(wordsOf(manifest.about)), things: new Set(things) }
}

/**
 * Whether two servers are of one kind, so that one word means the same thing on both: a branch of a repository is not a branch of
 * a database. They are when their descriptions share a thing that their tools are about; the object of the act alone is not
 * enough, as that is the word in question.
 */
export function areAlike(a: ServerWords, b: ServerWords, key: string): boolean {
  // A file of one's own machine is not a file of a service.
  if ((a.data === 'own machine') !== (b.data === 'own machine')) return false
  const object = new Set(key.split(' ')[1]?.split('+'))
  const shared = [...a.about].filter((word) => b.about.has(word) && (a.things.has(word) || b.things.has(word)))
  if (a.data === 'own machine') return shared.length > 0
  return shared.length >= MIN_SHARED && shared.some((word) => !object.has(word) || shared.length > object.size)
}

/** One word can be the same by chance. */
const MIN_SHARED = 2

/** What is read of a name. */
export const MAX_NAME_CHARS = 500
/** What is read of a description: its first sentence says what the tool is about. */
const MAX_SENTENCE_CHARS = 120
const VERSION = /^v?\d+$/

/** @param chosen whether the call names the things, so that several are got and none are listed. */
function verbOf({ verb, many, aspect }: Deed, chosen: boolean): string {
  const word = VERBS[verb] ?? verb
  if (word === 'get' && many && chosen) return 'get many'
  if (!many && aspect !== 'list' && aspect !== 'listing') return word
  return word === 'get' ? 'list' : READS.has(word) ? word : `${word} many`
}

const READS = new Set(['list', 'search'])

/** Whether a word of a name is its verb, or a verb beside it. */
export const isVerb = (word: string, verb: string) => word === verb || Object.hasOwn(VERBS, word) || LIGHT.has(word)
/** Verbs that stand before the one that counts: "take screenshot". */
const LIGHT = new Set(['get', 'take', 'do', 'run', 'perform'])

/** The words of a text, in the singular. */
export const wordsOf = (text: string) => textWords(text).map(singular)

const textWords = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Near enough for comparing: the same for both numbers of a regular noun. */
const singular = (word: string) =>
  word.length < 4
    ? word
    : word
        .replace(/ies$/, 'y')
        .replace(/(ss|x|z|ch|sh)es$/, '$1')
        .replace(/([^su])s$/, '$1')

function named(verb: string, others: readonly string[]): Record<string, string> {
  return Object.fromEntries([verb, ...others].map((one) => [one, verb]))
}
