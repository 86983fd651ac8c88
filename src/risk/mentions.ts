import type { Span } from '../schema/assessment.ts'
import type { TraitWords } from '../schema/trait.ts'
import { matchesOf } from '../text/matches.ts'
import { singular } from './harm/act-words.ts'
import type { Noun, Phrase, Word } from './harm/phrase.ts'
import type { Reading } from './reading.ts'
import type { ServerContext } from './server-context.ts'

/** The words of content/risk/trait-words.yaml, by the first word of each phrase. */
export interface CompiledTraitWords {
  phrases: ReadonlyMap<string, readonly Words[]>
  classesOf: ReadonlyMap<string, readonly string[]>
  skipped: ReadonlySet<string>
  /** What the names of servers mention; kept as long as the server is. */
  ofServers: WeakMap<ServerContext, ReadonlyMap<string, Span>>
}

interface Words {
  rest: readonly string[]
  classes: readonly string[]
}

/** Makes the look-ups. */
export function compileTraitWords({ skipped, classes }: TraitWords): CompiledTraitWords {
  const classesOf = new Map<string, string[]>()
  for (const [name, phrases] of Object.entries(classes))
    for (const phrase of phrases) classesOf.set(phrase, [...(classesOf.get(phrase) ?? []), name])
  const phrases = new Map<string, Words[]>()
  for (const [phrase, names] of classesOf) {
    const [first = '', ...rest] = phrase.split(' ')
    phrases.set(first, [...(phrases.get(first) ?? []), { rest, classes: names }])
  }
  return { phrases, classesOf, skipped: new Set(skipped), ofServers: new WeakMap() }
}

/** As much of a description as is read for mentions. */
const MAX_CHARS = 800
const MAX_WORDS = 120
const MAX_PHRASE = 4
const PART = /[,;:()[\]{}!?|\n]|[.] /
/** Registries name servers after where their source is kept, which says nothing about what they work on. */
const HOME_OF_SOURCE = /\b(?:io|com) (?:github|gitlab)\b/g
const WORD = /[A-Za-z0-9\u00C0-\u024F]+(?:[-.+][A-Za-z0-9\u00C0-\u024F]+)*/g

/** Which classes of words a definition mentions, and where first. Words match whole, or as plurals of what is listed. */
export class Mentions {
  readonly #reading: Reading
  readonly #compiled: CompiledTraitWords
  readonly #context: ServerContext
  #inName: ReadonlyMap<string, Span> | undefined
  #inLead: ReadonlyMap<string, Span> | undefined
  readonly #things = new Map<Phrase, readonly string[]>()

  constructor(reading: Reading, context: ServerContext, compiled: CompiledTraitWords) {
    this.#reading = reading
    this.#compiled = compiled
    this.#context = context
  }

  /** In the name or the first sentence. */
  says(name: string): Span | undefined {
    const named = this.#name().get(name)
    if (named) return named
    const { at, first } = this.#reading.parts
    const lead = this.#lead().get(name)
    return lead && lead.start < at + first.length ? lead : undefined
  }

  /** In the name, or in the description before sections such as Args. */
  tells(name: string): Span | undefined {
    return this.#name().get(name) ?? this.#lead().get(name)
  }

  /** In the server's own name; what is seen there is quoted from nowhere in the definition. */
  ofServer(name: string): boolean {
    let known = this.#compiled.ofServers.get(this.#context)
    if (!known) {
      known = scan(wordsOf(this.#context.words.replace(HOME_OF_SOURCE, ''), 'server'), this.#compiled)
      this.#compiled.ofServers.set(this.#context, known)
    }
    return known.has(name)
  }

  /** Whether the object of an act is such a thing: "issue types" are types, and "open issues" are issues. */
  isThing(object: Phrase | undefined, name: string): boolean {
    if (!object?.head) return false
    let classes = this.#things.get(object)
    if (!classes) {
      classes = thingsOf(object.nouns, object.head, this.#compiled.classesOf)
      this.#things.set(object, classes)
    }
    return classes.includes(name)
  }

  #name(): ReadonlyMap<string, Span> {
    const { tokens, tool } = this.#reading
    this.#inName ??= scan({ words: tokens, text: tool.name, field: 'name' }, this.#compiled)
    return this.#inName
  }

  #lead(): ReadonlyMap<string, Span> {
    this.#inLead ??= scan(wordsOf(this.#reading.parts.lead.slice(0, MAX_CHARS), 'description'), this.#compiled)
    return this.#inLead
  }
}

/** Classes of the phrases that a head ends. */
function thingsOf(nouns: readonly Noun[], head: Noun, classesOf: CompiledTraitWords['classesOf']): string[] {
  const words = [...nouns.slice(0, nouns.indexOf(head)), head]
    .slice(-MAX_PHRASE)
    .map(({ text }) => text)
    .join(' ')
    .split(' ')
    .slice(-MAX_PHRASE)
  return words.flatMap((_, from) => classesOf.get(words.slice(from).join(' ')) ?? [])
}

interface Source {
  words: readonly Word[]
  text: string
  field: string
}

function wordsOf(text: string, field: string): Source {
  const words = matchesOf(WORD, text, MAX_WORDS).map(({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }))
  return { words, text, field }
}

/** One pass over the words: each is looked up as the beginning of the phrases that begin with it. */
function scan({ words: all, text, field }: Source, { phrases, skipped }: CompiledTraitWords): Map<string, Span> {
  const words = all.filter((word) => !skipped.has(word.text))
  const found = new Map<string, Span>()
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as Word
    for (const { rest, classes } of candidates(word.text, phrases)) {
      const last = words[index + rest.length]
      if (!last || !goesOn(words, index + 1, rest)) continue
      // A phrase does not go on behind a comma, a bracket or the end of a sentence.
      if (rest.length > 0 && PART.test(text.slice(word.start, last.end))) continue
      for (const name of classes)
        if (!found.has(name))
          found.set(name, { field, start: word.start, end: last.end, quote: text.slice(word.start, last.end) })
    }
  }
  return found
}

function goesOn(words: readonly Word[], from: number, rest: readonly string[]): boolean {
  for (let at = 0; at < rest.length; at++) {
    const { text } = words[from + at] as Word
    if (text !== rest[at] && singular(text) !== rest[at]) return false
  }
  return true
}

const NONE: readonly Words[] = []

function candidates(word: string, phrases: CompiledTraitWords['phrases']): readonly Words[] {
  const plain = singular(word)
  const own = phrases.get(word) ?? NONE
  const other = plain === word ? NONE : (phrases.get(plain) ?? NONE)
  return other.length === 0 ? own : [...own, ...other]
}
