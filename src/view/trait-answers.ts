import type { Assessment, Trait } from '../schema/assessment.ts'
import type { Deed } from '../schema/harm.ts'
import type { TraitAnswer, TraitQuestions } from '../schema/questions.ts'
import type { TraitId } from '../schema/trait.ts'
import { upperFirst } from '../text/upper-first.ts'
import {
  bareThing,
  exactDeed,
  isLocal,
  objectWordsOf,
  pronoun,
  type Setting,
  serverTitle,
  severalWords,
  singleWords,
} from './deed-words.ts'
import { quoted } from './quoted.ts'
import { plainText } from './segments.ts'
import type { Decided } from './severity-sentence.ts'

const READING = ['read', 'crawl', 'navigate', 'start']
/** The act that a trait is about has one of these verbs; without one the answer names no object. */
const ABOUT: Partial<Record<TraitId, string[]>> = {
  'reads-private': READING,
  'reads-secrets': ['read'],
  'sees-untrusted': ['read', 'crawl', 'navigate'],
  'deletes-container': ['delete', 'purge', 'remove'],
  'deletes-one': ['delete', 'purge', 'remove', 'archive'],
  'installs-package': ['install'],
}

/**
 * The question about one trait, answered with what the tool does and the words that show it.
 * @param tool its name as pages print it.
 * @param bound what its definition says of where its paths must be, where it does.
 */
export function traitQuestion(
  { trait, field, quote }: Trait,
  tool: string,
  { deeds }: Pick<Assessment, 'deeds'>,
  decided: Decided | undefined,
  setting: Setting,
  questions: TraitQuestions,
  bound?: string,
): { ask: string; answer: string } | undefined {
  const question = questions[trait]
  if (!question) return undefined
  const deed = deedOf(trait, deeds, decided)
  const words = {
    things: deed && severalWords(deed, setting),
    a: deed && singleWords(deed, setting),
    object: deed && objectWordsOf(deed, setting),
    bare: deed && bareThing(deed, setting),
  }
  const reach = decided?.reach ?? (deed?.many ? 'list' : undefined)
  const fits = ({ verbs, lines, data, local, files, bound: stated, many, reach: wanted, text }: TraitAnswer) =>
    (verbs?.includes(deed?.kind ?? '') ?? true) &&
    (lines?.includes(decided?.line ?? 'L1') ?? true) &&
    (data === undefined || data === setting.server.data) &&
    (local === undefined || local === isLocal(setting)) &&
    (files === undefined || files === (setting.server.files !== undefined)) &&
    (stated === undefined || stated === (bound !== undefined)) &&
    (many === undefined || many === (deed?.many ?? false)) &&
    (wanted === undefined || wanted === reach) &&
    (!/\{things\}/i.test(text) || words.things !== undefined) &&
    (!/\{a\}/i.test(text) || words.a !== undefined) &&
    (!text.includes('{the}') || words.bare !== undefined) &&
    (!/\{object\}/i.test(text) || words.object !== undefined)
  const answer = question.answers.find(fits)
  if (!answer) return undefined
  // The server's own name shows nothing.
  const empty = quote.trim() === '' || quote.trim().toLowerCase() === serverTitle(setting).toLowerCase()
  const shown = empty ? '' : ` (${quoted({ field, quote })})`
  return {
    ask: question.ask.replaceAll('{tool}', () => tool),
    answer: answer.text
      .replaceAll('{things}', () => words.things ?? '')
      .replaceAll('{Things}', () => upperFirst(words.things ?? ''))
      .replaceAll('{a}', () => words.a ?? '')
      .replaceAll('{A}', () => upperFirst(words.a ?? ''))
      .replaceAll('{the}', () => `the ${words.bare ?? ''}`)
      .replaceAll('{object}', () => words.object ?? '')
      .replaceAll('{Object}', () => upperFirst(words.object ?? ''))
      .replaceAll('{it}', () => (deed ? pronoun(deed) : 'it'))
      .replaceAll('{bound}', () => plainText(bound ?? ''))
      .replaceAll('{server}', () => serverTitle(setting))
      .replaceAll('{within}', () => setting.server.files ?? 'on the machine where the server runs, as far as it allows')
      .replaceAll('{shown}', () => shown),
  }
}

function deedOf(trait: TraitId, deeds: readonly Deed[], decided: Decided | undefined): Deed | undefined {
  const kinds = ABOUT[trait]
  const all = decided?.deed ? [decided.deed, ...deeds] : deeds
  const found = kinds ? all.find(({ kind }) => kinds.includes(kind)) : all[0]
  return found && exactDeed(found, deeds)
}
