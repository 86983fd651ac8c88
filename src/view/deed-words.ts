import type { Deed, Place, Reach, Thing } from '../schema/harm.ts'
import type { Manifest } from '../schema/manifest.ts'
import type { ActSayings } from '../schema/questions.ts'
import type { Tool } from '../schema/tool.ts'
import { lastWord } from '../text/last-word.ts'
import { nameWords } from './name-words.ts'
import { plainText } from './segments.ts'

/** What a sentence about an act needs to know beside the act. */
export interface Setting {
  sayings: ActSayings
  /** Title of the server as people say it, and whose data it holds. */
  server: Pick<Manifest, 'title' | 'data' | 'local' | 'files'>
  /** The definition that the sentence is about; without it nothing is said that its description alone shows. */
  tool?: Tool
}

/** Whether what the server holds is on the machine that it runs on. */
export const isLocal = ({ server: { data, local } }: Setting): boolean => local === true || data === 'own machine'

/** Verbs that leave the thing and take what it held. */
export const EMPTIES = new Set([
  'reset',
  'recreate',
  'reinstall',
  'clear',
  'empty',
  'truncate',
  'wipe',
  'flush',
  'overwrite',
])
/** Verbs that are undone by giving the old values. */
export const VALUES = new Set([
  'update',
  'edit',
  'set',
  'change',
  'modify',
  'patch',
  'configure',
  'adjust',
  'replace',
  'customize',
])
/** Verbs that end what was under way. */
export const CALLS_OFF = new Set(['cancel', 'abort', 'terminate', 'kill', 'exit', 'quit'])
/** Verbs that stop a thing and start it again. */
export const AGAIN = new Set(['restart', 'reboot', 'reload'])
/** Verbs that say nothing without the word behind them. */
const SILENT = /^(use|turn)s?$/
const PARTICIPLE = /(ed|ly)s?$/
/** Lines of acts that take nothing away, whatever their verb: "drop a file onto the page". */
const KEEPS = new Set(['H6', 'M1', 'L1', 'L2'])
/** Kinds of acts that only look. */
const LOOKS = new Set(['read', 'view', 'crawl', 'navigate'])
/** Kinds of acts that take something away. */
export const REMOVES = new Set(['delete', 'purge', 'remove'])

/**
 * An act in the third person with its object: "deletes one issue", "lists the members of a project".
 * @param reach how far one call goes; for what is deleted the number is said. Of several things without it only that they are.
 * @returns undefined where the object is not known and the verb says nothing without one.
 */
export function deedWords(deed: ExactDeed, { sayings }: Setting, reach: Reach = 'one'): string | undefined {
  const { verb, kind, thing, part } = deed
  // "Get total logged time for a project" counts no projects.
  if (deed.aspect !== undefined && NUMBERS.has(deed.aspect) && isAmount(deed)) return undefined
  if (SILENT.test(verb) || (kind === 'unknown' && PARTICIPLE.test(verb))) return undefined
  if (!thing) return Object.hasOwn(sayings.alone, verb) ? sayings.alone[verb] : undefined
  // "Take a snapshot of the page" is read as the verb "snapshot" and the object "snapshot".
  const isSame = thing.head === verb || deed.aspect === verb || (verb.length > 3 && thing.head.startsWith(verb))
  const does = isSame ? lightVerb(verb, kind) : verbWords(deed, sayings)
  const object =
    REMOVES.has(kind) && !KEEPS.has(deed.line ?? '') && deed.aspect === undefined
      ? removed(deed, thing, reach, sayings)
      : objectWords(deed, thing, sayings)
  const place = part ? ` ${part.preposition} ${withArticle(part.thing, sayings)}` : ''
  return does.includes('{a}') ? `${does.replace('{a}', () => object)}${place}` : `${does} ${object}${place}`
}

const TAKEN = new Set(['snapshot', 'screenshot', 'heapsnapshot', 'picture', 'photo'])
const lightVerb = (verb: string, kind: string) =>
  TAKEN.has(verb) ? 'takes' : kind === 'read' && verb !== 'inference' ? 'returns' : 'runs'

/** An act with what its description says of the object beside its name. */
export interface ExactDeed extends Deed {
  /** Whether the description speaks of the one that there is: "the output of the last execution". */
  definite?: true
}

const exact = new WeakMap<Deed, ExactDeed>()

/**
 * The act as the description says it, where that names the object more exactly than the name of the tool: the log of a job that
 * is erased, and not the job; the details of a job, and not the job; a simulated update. The same act for the same deed.
 */
export function exactDeed(deed: Deed, deeds: readonly Deed[]): ExactDeed {
  let found = exact.get(deed)
  if (!found) {
    found = toldMore(deed, deeds)
    exact.set(deed, found)
    // An act that is exact already stays as it is.
    exact.set(found, found)
  }
  return found
}

function toldMore(said: Deed, deeds: readonly Deed[]): ExactDeed {
  const deed = withObject(said, deeds)
  const { thing, kind } = deed
  if (!thing) return deed
  const told = deeds.find((one) => one.from === 'description' && one.lead && one.kind === kind)
  if (!told) return deed
  if (deed.from === 'name' && REMOVES.has(kind)) return told.thing?.words.startsWith(`${thing.words} `) ? told : deed
  if (told.thing?.head !== thing.head) return deed
  const { quote } = told.span
  const spoken = quote.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const kindOf = QUALIFIERS.find((word) => spoken.includes(word) && !thing.words.includes(word))
  const aspect = RETURNS.has(deed.verb) && deed.aspect === undefined && !deed.many ? aspectOf(quote) : undefined
  const definite = kind === 'read' && !deed.many && !thing.plural && isDefinite(spoken, thing.head)
  // "get_milestone_issue" that gets issues returns several.
  const noun = lastWord(thing.head)
  const many =
    RETURNS.has(deed.verb) && !deed.many && !thing.plural && spoken.includes(`${noun}s`) && !spoken.includes(noun)
  if (kindOf === undefined && aspect === undefined && !definite && !many) return deed
  return {
    ...deed,
    ...(many ? { many } : {}),
    ...(kindOf === undefined ? {} : { thing: { ...thing, words: `${kindOf} ${thing.words}` } }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(definite ? { definite } : {}),
  }
}

/** "Objects of a specified type": the objects are what the act is about, and not the type. */
const OF_A_TYPE =
  /\b([\p{L}-]+) of (?:an? |the |any )?(?:specified|specific|given|certain|particular|single|same)(?: [\p{L}-]+)? (?:type|kind)s?\b/iu
/** One's own user. */
const OWN_USER =
  /\b(?:current(?:ly)?|authenticated|signed[- ]in|logged[- ]in)(?: [\p{L}-]+){0,2} user\b|\bwho(?:ever)? is signed in\b/iu

/** The act with its object where the words that were read for it are those of a type, or of one's own user. */
function withObject(deed: Deed, deeds: readonly Deed[]): Deed {
  const { thing, kind } = deed
  if (!thing) return deed
  const told =
    deed.from === 'description'
      ? deed
      : deeds.find((one) => one.from === 'description' && one.lead && one.kind === kind)
  const quote = told?.span.quote ?? ''
  const [, noun] = (/^(?:type|kind)s?$/.test(thing.head) && OF_A_TYPE.exec(quote)) || []
  if (noun !== undefined) {
    const words = noun.toLowerCase()
    const plural = /[^s]s$/.test(words)
    const one = plural ? words.slice(0, -1) : words
    const { aspect: _, ...rest } = deed
    return { ...rest, thing: { ...thing, words: one, head: one, plural: false }, many: plural || deed.many }
  }
  if (deed.verb === 'list' && deed.from === 'name' && !deed.many && !thing.plural && deed.aspect === undefined) {
    // "list_merge_request_changed_files" lists no merge request: its description names what it lists, or nothing does.
    const { thing: _, ...rest } = deed
    const listed = told?.thing?.head !== thing.head && (told?.thing?.plural || told?.many) ? told : undefined
    return listed?.thing
      ? { ...rest, thing: listed.thing, many: true, ...(listed.part ? { part: listed.part } : {}) }
      : rest
  }
  const isOwn = kind === 'read' && !deed.many && told && OWN_USER.test(told.span.quote)
  return isOwn && /^(?:authenticated |current )?user$/.test(thing.words)
    ? { ...deed, thing: { ...thing, words: 'current user' } }
    : deed
}

/** Words of a description without which its object would be another: a simulated update is no update. */
const QUALIFIERS = ['simulated', 'mock', 'dummy', 'fake']

/** Verbs of what gives something back as it is. */
const RETURNS = new Set(['get', 'retrieve', 'show', 'return', 'fetch', 'read', 'view'])

/** "Get details of a job" returns its details, whatever the name says. */
const aspectOf = (quote: string) =>
  /\b(details|detail|information|info|metadata) (?:of|about|for|on)\b/i
    .exec(quote)?.[1]
    ?.toLowerCase()
    .replace(/s$/, '')

/** Whether "the" stands before the object: "the output", "the last output". */
function isDefinite(said: readonly string[], head: string): boolean {
  const words = head.split(' ')
  const at = said.indexOf(words.at(-1) ?? '')
  const before = said.slice(Math.max(0, at - words.length - MOST_BETWEEN), Math.max(0, at))
  return before.includes('the') && !before.some((word) => word === 'a' || word === 'an')
}

/** Most words between "the" and a noun. */
const MOST_BETWEEN = 2

/** Whether "total" stands before what is summed up, and not before what is counted: the total logged time. */
const isAmount = ({ span: { quote }, from }: Deed) =>
  from === 'description' &&
  /\btotal (?!number|count)[\p{L}-]+/iu.test(quote) &&
  !/\b(?:number|count|total) of\b/i.test(quote)

/** The object with its article, or in the plural where the act is done to several; undefined where it is not known. */
export function singleWords({ thing, many }: Pick<Deed, 'thing' | 'many'>, { sayings }: Setting): string | undefined {
  if (!thing) return undefined
  return many ? spelled(pluralOf(thing, sayings), sayings) : withArticle(thing, sayings)
}

/** The object in the plural; undefined where it is not known, or where there is one alone. */
export const severalWords = ({ thing }: Pick<Deed, 'thing'>, { sayings }: Setting): string | undefined =>
  thing && !sayings.unique.includes(thing.words) ? spelled(pluralOf(thing, sayings), sayings) : undefined

/** The object as a sentence names it beside its verb: "the output of a cron job", "members of a project". */
export function objectWordsOf(deed: ExactDeed, { sayings }: Setting): string | undefined {
  const { thing, part } = deed
  if (!thing) return undefined
  const place = part ? ` ${part.preposition} ${withArticle(part.thing, sayings)}` : ''
  return `${objectWords(deed, thing, sayings)}${place}`
}

/** The object as it follows "the". */
export const bareThing = ({ thing, many }: Pick<Deed, 'thing' | 'many'>, { sayings }: Setting): string | undefined =>
  thing && spelled(many ? pluralOf(thing, sayings) : thing.words, sayings)

/** The server as people call it, without what tells it from another of the same name. */
export const serverTitle = ({ server: { title } }: Setting) => title.replace(/ \([^()]*\)$/, '')

/** Third person of the verb. */
function verbWords({ verb, kind }: Pick<Deed, 'verb' | 'kind'>, { verbs }: ActSayings): string {
  const own = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (own !== undefined) return own
  // An unknown imperative may stand in the third person already.
  if (kind === 'unknown' && /[^s]s$/.test(verb)) return verb
  const word = verb.replaceAll('_', ' ')
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|z|ch|sh|o)$/.test(word) ? `${word}es` : `${word}s`
}

/** Where it is done, with a space before it; empty where no more can be said than that the server does it. */
export function whereWords(deed: Deed | undefined, place: Place, { sayings, server }: Setting): string {
  // What is dropped is given to a page, wherever the file was.
  if (deed && REMOVES.has(deed.kind) && KEEPS.has(deed.line ?? '')) return ''
  // A page is read where the browser is; the path that decided says where a copy goes.
  if (deed && deed.line === 'H6' && LOOKS.has(deed.kind)) return ''
  if (server.data === 'own machine')
    return place === 'machine' ? ` ${deed?.verb === 'upload' ? 'from' : 'on'} the machine where the server runs` : ''
  if (place === 'session') return ''
  const title = serverTitle({ sayings, server })
  const verb = deed?.verb ?? ''
  if (server.data === 'public' && sayings.with.includes(verb)) return ` with ${title}`
  return sayings.from.includes(verb) && !deed?.part ? ` from ${title}` : ` in ${title}`
}

function removed({ many, definite }: ExactDeed, thing: Thing, reach: Reach, sayings: ActSayings): string {
  if (reach === 'list') return `a whole list of ${spelled(pluralOf(thing, sayings), sayings)}`
  if (many) return spelled(pluralOf(thing, sayings), sayings)
  if (definite || thing.plural || isMass(thing, sayings)) return `the ${spelled(thing.words, sayings)}`
  return `one ${spelled(thing.words, sayings)}`
}

/** Aspects that say that there are several. */
const LISTS = new Set(['list', 'listing', 'collection', 'set', 'series', 'batch', 'range', 'one', 'piece', 'copy'])
/** Verbs that give a thing another one of something that it has: "changes the profile for a domain". */
const POINTS = new Set(['change', 'switch', 'swap', 'replace'])
/** Nouns of which a thing has one, or which one call computes. */
const SOLE = new Set(['status', 'state', 'sum', 'total', 'number', 'count', 'balance', 'cost', 'version', 'url'])
/** Words of a thing that there is once. */
const LATEST = /\b(current|last|latest|default|active|own|whole|entire|full|first|next)\b/
const NUMBERS = new Set(['count', 'number', 'total'])
const SPELLED_ASPECTS: Record<string, string> = { info: 'information', detail: 'details', content: 'contents' }

function objectWords(
  { verb, kind, aspect, many, part, definite }: ExactDeed,
  thing: Thing,
  sayings: ActSayings,
): string {
  const several = spelled(pluralOf(thing, sayings), sayings)
  if (aspect === undefined || LISTS.has(aspect))
    return many || aspect === 'list' || aspect === 'listing' || (sayings.plural.includes(verb) && !part)
      ? several
      : (definite && (part || LATEST.test(thing.words) || SOLE.has(lastWord(thing.head)))) || (part && POINTS.has(verb))
        ? `the ${spelled(thing.words, sayings)}`
        : withArticle(thing, sayings, kind === 'update' || kind === 'access')
  if (NUMBERS.has(aspect)) return `the number of ${several}`
  const of = many ? several : withArticle(thing, sayings)
  const what = SPELLED_ASPECTS[aspect] ?? aspect
  return what === 'information' ? `information about ${of}` : `the ${what} of ${of}`
}

/** "an issue", "issues", "DNS records", "an API token". */
function withArticle(thing: Thing, sayings: ActSayings, changed = false): string {
  const words = spelled(thing.words, sayings)
  if (thing.plural) return words
  if (isMass(thing, sayings)) return words
  if (sayings.unique.includes(thing.words) || /^(?:current|latest|last|whole|entire) /.test(thing.words))
    return `the ${words}`
  if (changed && isOneOf(thing.words, sayings.definite)) return `the ${words}`
  return `${takesAn(words) ? 'an' : 'a'} ${words}`
}

// The names of these letters begin with a vowel, and capitals are spelled: "an SSL certificate", but "a SAML group".
const SPELLED = /^[A-Z][A-Z0-9]/
const VOWEL_LETTER = /^(?!SAML)[AEFHILMNORSX]/
// "a user", "a URL", "a unit" and "a European" only look as if they began with a vowel.
const VOWEL = /^(?:[aio]|e(?!u)|u(?!ni|se|sa|ti))/i
const takesAn = (words: string) => (SPELLED.test(words) ? VOWEL_LETTER : VOWEL).test(words)

const isMass = ({ words, plural }: Thing, { mass }: ActSayings): boolean => !plural && isOneOf(words, mass)

/** Whether a list has the words or their last one. */
const isOneOf = (words: string, list: readonly string[]) => list.includes(words) || list.includes(lastWord(words))

/** What stands for the object in the next clause. */
export const pronoun = ({ thing, many }: Pick<Deed, 'thing' | 'many'>) =>
  thing && (many || thing.plural || /[^s]s$/.test(thing.words)) ? 'them' : 'it'

function pluralOf(thing: Thing, sayings: ActSayings): string {
  const { words, plural } = thing
  if (sayings.unique.includes(words)) return `the ${words}`
  if (plural || isMass(thing, sayings)) return words
  if (/(person)$/.test(words)) return words.replace(/person$/, 'people')
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/.test(words)) return `${words}es`
  return `${words}s`
}

/** How words are written: one by one, and in phrases, which a name writes in parts: "lite speed" is LiteSpeed. */
interface Spellings {
  words: Map<string, string>
  /** The longest first. */
  phrases: [string, string][]
}

const spellings = new WeakMap<ActSayings, Spellings>()

function spellingsOf(sayings: ActSayings): Spellings {
  let known = spellings.get(sayings)
  if (!known) {
    const apart = sayings.spelled.flatMap((word): [string, string][] => {
      const parts = nameWords(word).toLowerCase()
      return parts.includes(' ')
        ? [
            [parts, word],
            [`${parts}s`, `${word}s`],
          ]
        : []
    })
    known = {
      words: new Map(sayings.spelled.map((word) => [word.toLowerCase(), word])),
      phrases: apart.toSorted(([a], [b]) => b.length - a.length),
    }
    spellings.set(sayings, known)
  }
  return known
}

function spelled(words: string, sayings: ActSayings): string {
  const known = spellingsOf(sayings)
  let text = ` ${plainText(words).replace(/\bdir\b/, 'directory')} `
  if (text.trim().includes(' '))
    for (const [parts, word] of known.phrases) text = text.replaceAll(` ${parts} `, ` ${word} `)
  return text
    .trim()
    .split(' ')
    .map((word) => known.words.get(word) ?? acronyms(word, known.words))
    .join(' ')
}

/** "dqls" is the plural of an acronym. */
function acronyms(word: string, table: ReadonlyMap<string, string>): string {
  const one = word.endsWith('s') ? table.get(word.slice(0, -1)) : undefined
  return one !== undefined && one === one.toUpperCase() ? `${one}s` : word
}
