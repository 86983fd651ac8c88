import type { When } from '../../schema/harm-rules.ts'
import type { Act } from './act.ts'
import type { Facts } from './facts.ts'
import type { Noun, Phrase } from './phrase.ts'

/** What a rule is held against: one act with its object, or none for rules about the whole definition. */
export interface Subject {
  act: Act | undefined
  object: Phrase | undefined
  facts: Facts
}

/** Whether all conditions hold, and no exception does. Each member of an exception is a reason by itself. */
export function holds(when: When & { unless?: When | undefined }, subject: Subject): boolean {
  return fits(when, subject, false) && !(when.unless && fits(when.unless, subject, true))
}

/** Whether all conditions hold, or with `any` one of them; what costs least to ask comes first, as facts read texts. */
function fits(when: When, { act, object, facts }: Subject, any: boolean): boolean {
  if (when.verbs && (act !== undefined && when.verbs.includes(act.verb.kind)) === any) return any
  if (when.words && (act !== undefined && when.words.includes(act.verb.base)) === any) return any
  if (when.many !== undefined && ((object?.many ?? false) === when.many) === any) return any
  if (when.aspect && (object?.aspect !== undefined && when.aspect.includes(object.aspect)) === any) return any
  if (when.head && is(object?.head ?? act?.around?.head, when.head) === any) return any
  if (when.any && aboutAny(act, object, when.any) === any) return any
  if (when.from && behind(object, FROM, when.from) === any) return any
  if (when.to && behind(object, TO, when.to) === any) return any
  if (when.within && behind(object, WITHIN, when.within) === any) return any
  if (when.facts && when.facts.every((id) => facts.holds(id)) === any) return any
  if (when.oneOf && when.oneOf.some((id) => facts.holds(id)) === any) return any
  return !any
}

const FROM = ['from']
const TO = ['to', 'into']
const WITHIN = ['in', 'within', 'inside', 'of']
const aboutAny = (act: Act | undefined, object: Phrase | undefined, classes: readonly string[]) =>
  anyIs(object?.nouns, classes) || is(object?.head, classes) || anyIs(act?.around?.nouns, classes)
const is = (noun: Noun | undefined, classes: readonly string[]) =>
  noun !== undefined && classes.some((one) => noun.text === one || noun.classes.has(one))
const anyIs = (nouns: readonly Noun[] | undefined, classes: readonly string[]) =>
  nouns?.some((noun) => is(noun, classes)) ?? false
const behind = (object: Phrase | undefined, prepositions: readonly string[], classes: readonly string[]) =>
  object !== undefined && object.slots.size > 0 && prepositions.some((one) => anyIs(object.slots.get(one), classes))
