import type { Span } from '../../schema/assessment.ts'
import type { Deed, Thing } from '../../schema/harm.ts'
import { lastWord } from '../../text/last-word.ts'
import type { Reading } from '../reading.ts'
import { tokenise } from '../tokenise.ts'
import type { Act } from './act.ts'
import type { CompiledActWords } from './act-words.ts'
import type { Judgement } from './harm.ts'
import type { Noun, Phrase } from './phrase.ts'

/** What is needed to spell a noun: the texts that it was read from, and words that name the server and no thing. */
interface Source {
  texts: { name: string; description: string }
  known: CompiledActWords
  compounds: ReadonlySet<string>
  server: ReadonlySet<string>
}

/**
 * The acts of a definition as parts of sentences, in the order in which they are read. An object is named only where it is
 * surely a noun, because a page prints it in a sentence of its own.
 * @param server the words of the server's id.
 */
export function deedsOf(
  { acts, judged }: Judgement,
  { tool, description }: Reading,
  known: CompiledActWords,
  compounds: ReadonlySet<string>,
  server: string,
): ReadonlyMap<Act, Deed> {
  const source: Source = {
    texts: { name: tool.name, description },
    known,
    compounds,
    server: new Set(server.split(' ')),
  }
  const main = acts[0]
  return new Map(
    acts.map((act) => {
      const judgement = judged.find((one) => one.act === act)
      const { from, phrase, thing } = named(act, acts, judgement?.object, source)
      const described = acts.find((one) => one.from === 'description' && one.lead && sameWork(one, act))
      const part =
        thing &&
        (partOf(phrase, from, act, source) ?? (described && partOf(described.object, 'description', act, source)))
      const counting = isGrouped(act) && described?.object.head ? described.object : (judgement?.object ?? act.object)
      const { many } = counting
      const { own, aspect } = counted(titled(thing && part ? without(thing, part.thing) : thing, act), phrase.aspect)
      const deed: Deed = {
        verb: act.verb.base,
        kind: act.verb.kind,
        ...(own ? { thing: own } : {}),
        ...(own && aspect !== undefined ? { aspect } : {}),
        many: act.from === 'parameter' && act !== main ? false : many || isListing(act),
        ...(part && own && lastWord(part.thing.head) !== lastWord(own.head) ? { part } : {}),
        ...(judgement ? { line: judgement.rule.line } : {}),
        from: act.from,
        lead: act.lead,
        span: withAdverb(act.span, description),
      }
      return [act, deed]
    }),
  )
}

/** Whether the object of a name stands before its verb, as in "zones_get". */
const isGrouped = ({ from, object, at }: Act) =>
  from === 'name' && object.head !== undefined && object.head.start < at.start

/** "domain_list" lists domains; "list_directory" lists one directory. */
const isListing = (act: Act) => act.verb.base === 'list' && isGrouped(act)

/** "SetupInstructions" are read: the word that names them is taken for the verb. */
function titled(thing: Thing | undefined, { verb, from, at }: Act): Thing | undefined {
  const word = at.quote.toLowerCase()
  if (!thing || from !== 'name' || verb.base !== 'read' || word.startsWith('read')) return thing
  return { words: `${thing.words} ${word}`, head: word, plural: word.endsWith('s') }
}

/** "catalog item list" lists catalog items, and "wikis count" counts wikis, also where no list has the nouns. */
function counted(
  thing: Thing | undefined,
  aspect: string | undefined,
): { own: Thing | undefined; aspect: string | undefined } {
  const match = thing && aspect === undefined ? /^(.+) (list|count)s?$/.exec(thing.words) : null
  if (!thing || !match) return { own: thing, aspect }
  const [, words = '', what = ''] = match
  return { own: { words, head: lastWord(words), plural: /[^s]s$/.test(words) }, aspect: what }
}

/** "issue comment" on an "issue" is a comment on an issue. */
function without(own: Thing, part: Thing): Thing {
  const words = part.plural ? [part.head] : part.words.split(' ')
  for (let from = 0; from < words.length; from++) {
    const end = `${words.slice(from).join(' ')} `
    if (own.words.startsWith(end)) return { ...own, words: own.words.slice(end.length) }
  }
  return own
}

/** "Permanently delete an issue": the adverb belongs to the act, and is what a reader wants to see. */
function withAdverb(span: Span, description: string): Span {
  if (span.field !== 'description') return span
  const before = /\b(?:permanently|irreversibly) $/i.exec(description.slice(Math.max(0, span.start - 20), span.start))
  if (!before) return span
  const start = span.start - before[0].length
  return { ...span, start, quote: description.slice(start, span.end) }
}

const sameWork = (a: Act, b: Act) => a.verb.kind === b.verb.kind

/** The object of an act that can be printed: its own, else that of an act of the same kind, whichever is surely a noun. */
function named(
  act: Act,
  acts: readonly Act[],
  judged: Phrase | undefined,
  source: Source,
): { from: Act['from']; phrase: Phrase; thing: Thing | undefined } {
  const others = acts.filter((one) => one !== act && one.lead && sameWork(one, act))
  // "zones_get" is named after a group of tools; how many it returns the description says.
  const order = isGrouped(act) ? [...others, act] : [act, ...others]
  const candidates = order.map((one) => ({ from: one.from, phrase: objectOf(one, source.known) }))
  // What a name calls the thing is a noun nearly always, also where no list has it.
  const name = candidates.find(({ from }) => from === 'name')
  const called = name && thingOf(name.phrase, 'name', source)
  const noun = called && !isNoNoun(called.head, source.known) ? called : undefined
  for (const { from, phrase } of candidates) {
    const thing = thingOf(phrase, from, source)
    if (!thing || !isKnown(phrase)) continue
    // "registry item" says more than the registry of the description, and "API key" more than the key of the name.
    if (name && !isGrouped(act) && noun?.words.includes(thing.head) && from !== 'name') return { ...name, thing: noun }
    const fuller =
      from === 'name' ? candidates.find((one) => one.from === 'description' && saysMore(one.phrase, phrase)) : undefined
    const full = fuller && thingOf(fuller.phrase, fuller.from, source)
    return fuller && full ? { ...fuller, thing: full } : { from, phrase, thing }
  }
  if (name && noun) return { ...name, thing: noun }
  // "Create a fulfilment for the order": behind an article stands a noun.
  for (const { from, phrase } of candidates) {
    const found = thingOf(phrase, from, source)
    if (from === 'description' && found && !isNoNoun(found.head, source.known) && isBehindArticle(phrase, source))
      return { from, phrase, thing: found }
  }
  // "get_user: Deletes the user permanently": the thing of the one is in the words of the other.
  for (const one of acts) {
    const found = one !== act && one.lead ? thingOf(one.object, one.from, source) : undefined
    if (found && isKnown(one.object) && act.span.quote.toLowerCase().includes(found.head))
      return { from: one.from, phrase: { ...one.object, aspect: undefined }, thing: found }
  }
  return { from: act.from, phrase: judged ?? act.object, thing: undefined }
}

/** Forms that are no noun: versions and numbers, and endings of other words. */
const NO_NOUN = /^(v\d*|\d+)$|(ed|ing|ly|(?<!vari|t)able|ous|ful)$/

const isNoNoun = (word: string, { grammar }: CompiledActWords) => grammar.noNouns.has(word) || NO_NOUN.test(word)

const isKnown = ({ head }: Phrase) => (head?.classes.size ?? 0) > 0

/** Whether one or two unknown nouns stand directly behind an article. */
function isBehindArticle({ nouns, aspect }: Phrase, { texts }: Source): boolean {
  const start = nouns[0]?.start ?? 0
  return (
    aspect === undefined &&
    nouns.length <= 2 &&
    /\b(an?|the) (new |single |specific |existing )?$/i.test(texts.description.slice(Math.max(0, start - 20), start))
  )
}

/** Whether a description names the same thing with more nouns, all of which are known. */
function saysMore({ nouns, head, aspect }: Phrase, than: Phrase): boolean {
  const last = (phrase: Phrase) => lastWord(phrase.head?.text ?? '')
  const words = (phrase: Phrase) =>
    phrase.nouns
      .map(({ text }) => text)
      .join(' ')
      .split(' ').length
  return (
    aspect === undefined &&
    than.aspect === undefined &&
    head?.plural === than.head?.plural &&
    last({ nouns, head } as Phrase) === last(than) &&
    words({ nouns } as Phrase) > words(than) &&
    // "Recording screencast" says what is done.
    nouns.every(({ classes, text }) => classes.size > 0 && !text.endsWith('ing'))
  )
}

/** The object with what stands behind a preposition in its place, where the verb takes it so. */
function objectOf({ verb, object }: Act, { grammar }: CompiledActWords): Phrase {
  if (object.head) return object
  for (const [preposition, verbs] of [
    ['for', grammar.objectBehindFor],
    ['to', grammar.objectBehindTo],
  ] as const) {
    const nouns = object.slots.get(preposition)
    if (!nouns || !verbs.has(verb.base)) continue
    const stop = nouns.findIndex(({ classes }) => classes.size > 0)
    const kept = stop < 0 ? nouns.slice(0, 1) : nouns.slice(0, stop + 1)
    return { ...object, nouns: kept, head: kept.at(-1), slots: new Map() }
  }
  return object
}

/** The nouns of an object up to its head, as they are spelled; undefined where it has none. */
function thingOf({ nouns, head, aspect }: Phrase, from: Act['from'], source: Source): Thing | undefined {
  if (!head) return undefined
  const at = nouns.indexOf(head)
  // "a list of issues": the head stands behind the preposition.
  const own = at >= 0 ? nouns.slice(0, at + 1) : [head]
  return thing(aspect !== undefined && at < 0 ? [head] : own, from, source)
}

const MAX_NOUNS = 4

function thing(all: readonly Noun[], from: Act['from'], source: Source): Thing | undefined {
  const nouns = behindArticle(upToJoint(all, from, source), from, source)
  const kept = nouns
    .slice(-MAX_NOUNS)
    .filter(({ text }, index, all) => index === all.length - 1 || !source.server.has(text))
  const last = kept.at(-1)
  if (!last || source.known.grammar.nameless.has(last.text)) return undefined
  if (kept.some(({ text }) => source.known.grammar.clauseWords.has(text))) return undefined
  // "Node.js": the sentence was cut inside a name.
  if (from === 'description' && /^\.\w/.test(source.texts.description.slice(last.end, last.end + 2))) return undefined
  // A verb that was taken for a noun begins another clause, and "multiple" belongs to the number.
  const first =
    kept.findLastIndex(
      ({ classes, text }, index) =>
        index < kept.length - 1 &&
        classes.size === 0 &&
        (source.known.grammar.beforeNouns.has(text) || isVerb(text, from, source)),
    ) + 1
  return { words: spelled(kept.slice(first), from, source), head: last.text, plural: last.plural }
}

/** "FilesAndDirectories" are two things, of which the first is named. */
function upToJoint(nouns: readonly Noun[], from: Act['from'], { texts }: Source): readonly Noun[] {
  if (from === 'parameter') return nouns
  const stop = nouns.findIndex((noun, index) => {
    const next = nouns[index + 1]
    return next !== undefined && /^[\s_.-]*(and|or)[\s_.-]*$/i.test(texts[from].slice(noun.end, next.start))
  })
  return stop < 0 ? nouns : nouns.slice(0, stop + 1)
}

/** "Starts recording a screencast" starts a screencast: what stands before the article belongs to the verb. */
function behindArticle(nouns: readonly Noun[], from: Act['from'], { texts }: Source): readonly Noun[] {
  if (from !== 'description') return nouns
  const last = nouns.findLastIndex((noun, index) => {
    const before = nouns[index - 1]
    return before !== undefined && /\s(an?|the)\s/i.test(texts.description.slice(before.end, noun.start))
  })
  return last < 0 ? nouns : nouns.slice(last)
}

function isVerb(text: string, from: Act['from'], { known }: Source): boolean {
  const verb = known.verb(text)
  return verb !== undefined && (from !== 'name' || (!verb.noun && verb.form === 'base'))
}

function spelled(nouns: readonly Noun[], from: Act['from'], { texts, compounds }: Source): string {
  if (from === 'parameter') return nouns.map(({ text }) => text).join(' ')
  // A name is taken apart at capitals and underscores, with what stands between its nouns: "phpMyAdmin".
  if (from === 'name')
    return tokenise(texts.name.slice(nouns[0]?.start ?? 0, nouns.at(-1)?.end ?? 0), compounds)
      .map(({ text }) => text)
      .join(' ')
  return nouns.map(({ start, end }) => texts.description.slice(start, end).toLowerCase().replace(/\s+/g, ' ')).join(' ')
}

/** "Update a rule from a firewall" changes a rule of it. */
const placed = (preposition: string, kind: string, { grammar }: CompiledActWords) =>
  preposition === 'within' ? 'in' : preposition === 'from' && grammar.ofNotFrom.has(kind) ? 'of' : preposition

function partOf({ slots, aspect }: Phrase, from: Act['from'], { verb }: Act, source: Source): Deed['part'] {
  const { grammar } = source.known
  for (const preposition of grammar.placing) {
    const nouns = slots.get(preposition)
    if (!nouns || (preposition === 'to' && !grammar.putting.has(verb.kind))) continue
    // Behind "details of" stands the thing itself.
    if (aspect !== undefined && preposition === 'of') continue
    const start = nouns.findIndex(({ text }) => !source.server.has(text))
    const own = start < 0 ? [] : nouns.slice(start)
    const stop = own.findIndex(({ classes }, index) => classes.size === 0 && index > 0)
    const kept = stop < 0 ? own : own.slice(0, stop)
    const last = kept.at(-1)
    // "available for order" says what the thing is fit for.
    if (
      from === 'description' &&
      /\b(available|used|useful|ready|needed|required|intended|designed|meant|suitable) (\w+ ){1,3}$/i.test(
        source.texts.description.slice(Math.max(0, (kept[0]?.start ?? 0) - 40), kept[0]?.start ?? 0),
      )
    )
      continue
    if (!last || last.classes.size === 0 || kept.length > MAX_NOUNS || grammar.manners.has(lastWord(last.text)))
      continue
    // "Deploy from a local file" says how, and not where the thing is.
    if (preposition === 'from' && grammar.sources.has(lastWord(last.text))) continue
    const found = thing(kept, from, source)
    if (found) return { preposition: placed(preposition, verb.kind, source.known), thing: found }
  }
  return undefined
}
