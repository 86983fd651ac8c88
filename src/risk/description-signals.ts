import type { Evidence } from '../schema/assessment.ts'
import { gravity } from '../schema/category.ts'
import { matchesOf } from '../text/matches.ts'
import type { CompiledRules } from './compile-rules.ts'
import { MAX_DESCRIPTION_CHARS, type Parts, partsOf, sentencesOf } from './definition-text.ts'
import { languageSignals } from './language-signals.ts'
import { lookUp } from './lexicon.ts'
import type { Reading } from './reading.ts'
import type { ServerContext } from './server-context.ts'
import { signal } from './signal.ts'

/** Reads the description: its first verb, lists of verbs, phrases with negation, and other languages. */
export function descriptionSignals(
  { description, parts, may }: Reading,
  context: ServerContext,
  rules: CompiledRules,
): Evidence[] {
  if (description === '') return []
  let verbs = verbSignals(description, parts, rules)
  const phrases = phraseSignals(description, parts, may, context, rules)
  const languages = languageSignals(description, parts, verbs.length > 0, rules)
  if (verbs.length + languages.length === 0)
    verbs = verbSignals(description, secondOf(description, parts, rules), rules)
  return [...verbs, ...phrases, ...languages]
}

/** The sentence after the first, as far as it belongs to the lead. */
function secondOf(description: string, { lead, first, at }: Parts, rules: CompiledRules): Parts {
  const from = at + first.length + 1
  const rest = partsOf(lead.slice(from), rules)
  return { lead, first: rest.first, at: Math.min(from + rest.at, description.length) }
}

/** Nouns of two words that begin with a verb. */
const COMPOUND = /^(?:pull|merge|change) requests?\b/i
const MAX_COMPOUND_CHARS = 20
const WORD = /[\p{L}][\p{L}'-]*/gu
const MAX_WORDS = 40

function verbSignals(text: string, { first, at }: Parts, rules: CompiledRules): Evidence[] {
  const weights = rules.source.scoring.description
  const words: { text: string; start: number; end: number }[] = []
  for (const match of matchesOf(WORD, first, MAX_WORDS)) {
    const start = at + match.index
    words.push({ text: match[0].toLowerCase(), start, end: start + match[0].length })
  }
  const evidence: Evidence[] = []
  const add = (
    rule: string,
    category: Evidence['category'],
    points: number,
    { start, end }: { start: number; end: number },
  ) => evidence.push(signal(rule, category, points, 'description', text, start, end))
  const [head] = words
  if (!head || !/^[a-z'-]+$/.test(head.text)) return evidence
  const { lightVerbs, lightNouns } = rules.source.descriptions
  const verb = lookUp(rules.lexicon, head.text)
  const base = verb?.base ?? head.text
  const light =
    lightVerbs.includes(base.replace(/s$/, '')) && words.slice(1, 6).find((word) => lightNouns.includes(word.text))
  if (light) {
    add('D-LIGHT', 'Read', weights.light, { start: head.start, end: light.end })
    return evidence
  }
  if (!verb) {
    const inner = words.slice(1, 10).find((word) => {
      const found = lookUp(rules.lexicon, word.text)
      return (
        found && found.strength > 1 && !rules.names.nounCapable.has(found.base) && !negated(text, word.start, rules)
      )
    })
    const found = inner && lookUp(rules.lexicon, inner.text)
    if (inner && found) add('D-VERB-INNER', found.category, weights.inner * found.strength, inner)
    return evidence
  }
  const perStrength = base === 'run' ? 1.4 : weights.perStrength
  add('D-VERB', verb.category, perStrength * verb.strength, head)
  // "Create, update or delete …": every further verb of the list counts.
  let index = 1
  for (; index < Math.min(words.length, 8); index++) {
    const word = words[index] as (typeof words)[number]
    const gap = text.slice((words[index - 1] as (typeof words)[number]).end, word.start)
    if (word.text === 'and' || word.text === 'or') continue
    const after = words[index - 1]?.text
    if (!/[,/]/.test(gap) && after !== 'and' && after !== 'or') break
    const next = lookUp(rules.lexicon, word.text)
    if (!next) break
    add(
      'D-VERB-LIST',
      next.category,
      gravity(next.category) > gravity(verb.category) ? weights.list * Math.min(next.strength, 2) : weights.listMild,
      word,
    )
  }
  for (; index < words.length - 1; index++) {
    const joint = words[index] as (typeof words)[number]
    if (joint.text !== 'and' && joint.text !== 'then') continue
    const next = words[index + 1] as (typeof words)[number]
    const found = lookUp(rules.lexicon, next.text)
    if (
      found &&
      found.category !== 'Read' &&
      !found.plural &&
      !rules.names.nounCapable.has(found.base) &&
      !COMPOUND.test(text.slice(next.start, next.start + MAX_COMPOUND_CHARS)) &&
      !negated(text, next.start, rules)
    )
      add('D-VERB-SECOND', found.category, weights.second * found.strength, next)
  }
  return evidence
}

function phraseSignals(
  text: string,
  { lead, first, at }: Parts,
  may: readonly number[],
  context: ServerContext,
  rules: CompiledRules,
): Evidence[] {
  const evidence: Evidence[] = []
  const boilerplate = boilerplateOf(text, context)
  for (const { id, category, points, scope, negation, needs, regex, sieved } of rules.patterns) {
    if (may[sieved] === 0) continue
    if (needs === 'financial' && !context.financial) continue
    const [within, offset] = scope === 'first' ? [first, at] : [lead, 0]
    regex.lastIndex = 0
    for (let match = regex.exec(within); match; match = regex.exec(within)) {
      const start = offset + match.index
      if (match[0] === '') regex.lastIndex++
      if (match[0] === '' || (negation && negated(text, start, rules))) continue
      if (boilerplate.some((one) => start >= one.start && start < one.start + one.text.length)) continue
      const space = /^\W*/.exec(match[0])?.[0].length ?? 0
      evidence.push(signal(id, category, points, 'description', text, start + space, start + match[0].length))
      break
    }
  }
  return evidence
}

/** Sentences that siblings repeat say nothing about this tool, unless they stand first. */
function boilerplateOf(text: string, { repeated }: ServerContext) {
  if (repeated.size === 0) return []
  return sentencesOf(text.slice(0, MAX_DESCRIPTION_CHARS))
    .slice(1)
    .filter((sentence) => repeated.has(sentence.text))
}

/** Whether a negation stands shortly before a place: "does not delete", "without sending". */
export function negated(text: string, start: number, rules: CompiledRules): boolean {
  return rules.negation.test(text.slice(Math.max(0, start - 60), start))
}
