import { matchesOf } from '../../text/matches.ts'
import type { Reading } from '../reading.ts'
import { type Act, spanOf } from './act.ts'
import { type CompiledActWords, singular, type VerbForm } from './act-words.ts'
import { phraseOf, type Word } from './phrase.ts'

// What follows these words is no act of the tool.
const EXAMPLES =
  /\b(?:such as|e\.g|for example|including|for instance|requires?|supports?|using|unlike|instead of|rather than|without)\b/i
const BOUNDARY = /[.!?;:[\]{}"“”`|•\n]|\s[-–—]\s|⚡/u

const MAX_SENTENCE_CHARS = 600
const MAX_SENTENCE_WORDS = 60
const MAX_SENTENCE_ACTS = 8

/** A word with the characters between it and the word before. */
type Spaced = Word & { gap: string }

/** The acts of the first sentence, or of the second where the first has none: "Safe and fast. Deletes a file." */
export function textActs({ tokens, description, parts: { first, at, lead } }: Reading, known: CompiledActWords): Act[] {
  // A name of one word can be a noun as well.
  const named = tokens.length > 1 ? tokens[0]?.text : undefined
  const acts = sentenceActs(description, first, at, named, known)
  if (acts.length > 0) return acts
  const rest = lead.slice(at + first.length + 1)
  const space = rest.length - rest.trimStart().length
  const second = /^[^.!?。\n]{0,600}/.exec(rest.slice(space))?.[0] ?? ''
  return second === '' ? [] : sentenceActs(description, second, at + first.length + 1 + space, named, known)
}

function sentenceActs(
  description: string,
  sentence: string,
  at: number,
  named: string | undefined,
  known: CompiledActWords,
): Act[] {
  const text = sentence.slice(0, MAX_SENTENCE_CHARS).split(EXAMPLES, 1)[0] as string
  // When to call the tool is not what it does.
  if (
    /^(always |please )?(call|use|invoke|run) this (tool|function)|^(this tool )?(is )?(automatically )?trigger(s|ed)? (when|if|whenever)\b/i.test(
      text,
    )
  )
    return []
  const words = wordsOf(text, at)
  if (words.length === 0) return []
  const act = (index: number, verb: VerbForm, lead: boolean): Act => {
    const object = phraseOf(objectBehind(words, index, known), known)
    const start = words[index]?.start ?? 0
    const end = Math.max(words[index]?.end ?? 0, object.end)
    const span = { field: 'description', start, end, quote: description.slice(start, end) }
    const place = spanOf('description', description, words[index])
    return { verb, object, from: 'description', lead, span, at: place, around: undefined }
  }
  let head = 0
  while (head < Math.min(words.length - 1, 4) && isAdverb((words[head] as Spaced).text, known)) head++
  const opening = openingVerb(words, head, named, known)
  const acts = opening ? [act(opening.index, opening.verb, true)] : []
  for (const { index, verb } of furtherVerbs(words, head, opening?.verb, known))
    if (acts.length < MAX_SENTENCE_ACTS) acts.push(act(index, verb, acts.length === 0))
  return acts
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu

function wordsOf(text: string, at: number): Spaced[] {
  const words: Spaced[] = []
  let before = 0
  for (const match of matchesOf(WORD, text, MAX_SENTENCE_WORDS)) {
    const end = match.index + match[0].length
    const gap = text.slice(before, match.index)
    words.push({ text: match[0].toLowerCase(), start: at + match.index, end: at + end, gap })
    before = end
  }
  return words
}

/** The words of the object of a verb: up to the end of the clause, or to the next member of a list. */
function objectBehind(words: readonly Spaced[], verb: number, known: CompiledActWords): Word[] {
  const { joints } = known.grammar
  const object: Word[] = []
  let inside = 0
  for (let index = verb + 1; index < words.length; index++) {
    const word = words[index] as Spaced
    for (const char of word.gap) inside += char === '(' ? 1 : char === ')' ? -1 : 0
    if (inside > 0) continue
    if (BOUNDARY.test(word.gap)) break
    if ((joints.has(word.text) || word.gap.includes(',')) && object.length > 0) break
    const found = known.verb(word.text)
    // "Create, update or delete issues": the object stands behind the last verb of the list.
    if (joints.has(word.text) || (object.length === 0 && /[,/]/.test(word.gap) && found)) continue
    if (object.length === 0 && joints.has(words[index - 1]?.text ?? '') && found && !found.noun) continue
    // "create a page to share results": what it is for is no object.
    if (word.text === 'to' && isPurpose(words[index + 1], words[index + 2], known)) break
    if (object.length === 0 && word.text === 'of') continue
    object.push(word)
  }
  return object
}

/** The verb with which a sentence begins; "initiate a refund" begins with the verb that its noun stands for. */
function openingVerb(
  words: readonly Spaced[],
  head: number,
  named: string | undefined,
  known: CompiledActWords,
): { index: number; verb: VerbForm } | undefined {
  const { lightVerbs, readingNouns, doings, determiners } = known.grammar
  const { text } = words[head] as Spaced
  const next = words[head + 1]?.text ?? ''
  if (lightVerbs.has(text)) {
    const doing = words.slice(head + 1, head + 4).findIndex((word) => doings.has(word.text))
    const done = doing < 0 ? undefined : known.verb(doings.get(words[head + 1 + doing]?.text ?? '') ?? '')
    if (done) return { index: head + 1 + doing, verb: done }
    const noun = words.slice(head + 1, head + 6).findIndex((word) => readingNouns.has(singular(word.text)))
    const read = known.verb('read')
    if (noun >= 0 && read)
      return { index: head + noun, verb: { ...read, base: singular(words[head + 1 + noun]?.text ?? '') } }
  }
  const verb = known.verb(text)
  if (verb && verb.form !== 'ing' && !isPlural(verb, next, known)) return { index: head, verb }
  if (verb?.form === 'ing' && determiners.has(next)) return { index: head, verb }
  if (!verb && (isImperative(text, next, known) || isNamed(text, named, known)))
    return { index: head, verb: { base: text, kind: 'unknown', noun: false, form: 'base' } }
  return undefined
}

/** Verbs further on that are joined to the first, stand in a list with it, or say what it is for. */
function furtherVerbs(
  words: readonly Spaced[],
  head: number,
  opening: VerbForm | undefined,
  known: CompiledActWords,
): { index: number; verb: VerbForm }[] {
  const { joints, purposeVerbs, determiners, mostlyVerbs, strong, changing } = known.grammar
  const found: { index: number; verb: VerbForm }[] = []
  let first = opening
  let depth = 0
  for (let index = head + 1; index < words.length; index++) {
    const word = words[index] as Spaced
    for (const char of word.gap) depth += char === '(' || char === '[' ? 1 : char === ')' || char === ']' ? -1 : 0
    if (depth > 0) continue
    const joined = joints.has(words[index - 1]?.text ?? '')
    const listed = /[,/:]/.test(word.gap)
    const purpose = words[index - 1]?.text === 'to' && index <= head + 4 && (!first || purposeVerbs.has(first.base))
    if (!joined && !listed && !purpose) continue
    const verb = known.verb(word.text)
    if (!verb || verb.form === 'ing') continue
    const next = words[index + 1]?.text ?? ''
    if (next === 'this' && words[index + 2]?.text === 'tool') continue
    // "an issue or merge request" names two things.
    if (verb.noun && known.thing(`${word.text} ${singular(next)}`)) continue
    const determined = determiners.has(next)
    const clear = mostlyVerbs.has(verb.base) && verb.form === 'base' && known.thing(singular(next))
    if (verb.noun && !determined && !clear && !(purpose && verb.form === 'base')) continue
    if (verb.form === 's' && first?.form === 'base' && !purpose) continue
    const reads = first?.kind === 'read' || first?.kind === 'view'
    if (reads && !purpose && (listed || !(strong.has(verb.kind) || changing.has(verb.base)))) continue
    // "Draw a chart, evaluate sales": further on in a list only what has an object of its own counts.
    if (listed && !joined && !determined && index > head + 6) continue
    found.push({ index, verb })
    first ??= verb
  }
  return found
}

/** "Orders list" begins with a noun, "Orders a pizza" and "Transfers funds" with a verb. */
function isPlural({ noun, form, base }: VerbForm, next: string, known: CompiledActWords): boolean {
  if (!noun || form !== 's' || known.grammar.determiners.has(next) || known.grammar.verbFollowers.has(next))
    return false
  return !(known.grammar.mostlyVerbs.has(base) && known.thing(singular(next)))
}

const isAdverb = (word: string, known: CompiledActWords) =>
  known.grammar.adverbs.has(word) ||
  (word.length > 5 && word.endsWith('ly') && !['apply', 'reply', 'supply'].includes(word))

function isPurpose(verb: Word | undefined, next: Word | undefined, known: CompiledActWords): boolean {
  const found = verb && known.verb(verb.text)
  return found?.form === 'base' && (!found.noun || known.grammar.determiners.has(next?.text ?? ''))
}

/** "rephrase_text: Rephrases a text": the word with which name and sentence begin is a verb, unless it names a thing. */
function isNamed(word: string, named: string | undefined, known: CompiledActWords): boolean {
  if (named === undefined || named.length < 4 || known.thing(word) || known.thing(singular(word))) return false
  return (
    /^[a-z]+$/.test(word) &&
    !/(ed|ing)$/.test(word) &&
    (word === named || word === `${named}s` || word === `${named}es`)
  )
}

/** An unknown word in front of a determiner is read as a verb in the imperative: "Void the contract". */
const isImperative = (word: string, next: string, known: CompiledActWords) =>
  /^[a-z]{3,20}$/.test(word) && known.grammar.determiners.has(next) && !NO_VERBS.test(word)
const NO_VERBS =
  /^(this|that|the|for|with|from|when|where|given|after|before|once|only|not|how|what|which|who|why|all|some|any|most|one|two|and|but|you|your|has|have|had|was|were|are|is|be|can|may|must|should|would|like|such|than|then|also|both|here|there|it|its|into|onto|upon|over|under|between|during|per|via|through|by|at|in|on|of|to|as|if|or|so|an|a)$|(ly|tion|ment|ness|ity|ance|ence|ing|ed|er|or|ics|ous|ive|al)$/
