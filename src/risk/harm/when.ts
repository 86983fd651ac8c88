import type { When } from '../../schema/harm-rules.ts'
import type { Act } from './act.ts'
import type { VerbForm } from './act-words.ts'
import type { CompiledFacts, Facts } from './facts.ts'
import type { Noun, Phrase } from './phrase.ts'

/** What a rule is held against: one act with its object, or none for rules about the whole definition. */
export interface Subject {
  act: Act | undefined
  object: Phrase | undefined
  facts: Facts
}

/** One thing that a rule asks. */
export type Condition<S extends Subject = Subject> = (subject: S) => boolean

/** What a rule asks beside the verb. */
export interface Conditions<S extends Subject = Subject> {
  all: readonly Condition<S>[]
  /** Exceptions; each is a reason by itself. */
  unless: readonly Condition<S>[]
}

type Rule = When & { unless?: When | undefined }

/** Makes the conditions of a rule ready for use, apart from those that {@link suits} answers. */
export function compileConditions({ unless = {}, ...when }: Rule, facts: CompiledFacts): Conditions {
  return {
    all: [...actConditions(when), ...factConditions(when, facts)],
    unless: [...actConditions(unless), ...factConditions(unless, facts)],
  }
}

/** Whether a rule can hold for acts of a verb, or without one; asked once for each verb, and not for each definition. */
export function suits({ verbs, words, unless }: Rule, verb: VerbForm | undefined): boolean {
  const isOf = (kinds: readonly string[] | undefined, bases: readonly string[] | undefined, other: boolean) => ({
    kind: kinds === undefined ? other : verb !== undefined && kinds.includes(verb.kind),
    base: bases === undefined ? other : verb !== undefined && bases.includes(verb.base),
  })
  const asked = isOf(verbs, words, true)
  const excepted = isOf(unless?.verbs, unless?.words, false)
  return asked.kind && asked.base && !excepted.kind && !excepted.base
}

/** Whether all conditions hold, and no exception does. */
export function holds<S extends Subject>({ all, unless }: Conditions<S>, subject: S): boolean {
  for (const condition of all) if (!condition(subject)) return false
  for (const exception of unless) if (exception(subject)) return false
  return true
}

/** What is asked of an act and its object. */
export function actConditions({ many, aspect, head, any, from, to, within }: When): Condition[] {
  const conditions: Condition[] = []
  if (many !== undefined) conditions.push(({ object }) => (object?.many ?? false) === many)
  if (aspect) {
    const words = new Set(aspect)
    conditions.push(({ object }) => object?.aspect !== undefined && words.has(object.aspect))
  }
  if (head) {
    const names = new Set(head)
    conditions.push(({ act, object }) => is(object?.head ?? act?.around?.head, names))
  }
  if (any) {
    const names = new Set(any)
    conditions.push(
      ({ act, object }) => anyIs(object?.nouns, names) || is(object?.head, names) || anyIs(act?.around?.nouns, names),
    )
  }
  if (from) conditions.push(behind(['from'], from))
  if (to) conditions.push(behind(['to', 'into'], to))
  if (within) conditions.push(behind(['in', 'within', 'inside', 'of'], within))
  return conditions
}

/**
 * What is asked of the definition; it costs most, as facts read texts, and so it comes last.
 * @throws {RangeError} for a fact that nobody defines.
 */
export function factConditions({ facts, oneOf }: When, { byId }: CompiledFacts): Condition[] {
  const named = (ids: readonly string[]) =>
    ids.map((id) => {
      const fact = byId.get(id)
      if (!fact) throw new RangeError(`content/risk: a rule asks for the fact ${id}, which nothing defines`)
      return fact
    })
  const conditions: Condition[] = []
  if (facts) {
    const every = named(facts)
    conditions.push((subject) => every.every((fact) => subject.facts.holds(fact)))
  }
  if (oneOf) {
    const some = named(oneOf)
    conditions.push((subject) => some.some((fact) => subject.facts.holds(fact)))
  }
  return conditions
}

/** Whether a noun, by itself or by one of its classes, is among these. */
function is(noun: Noun | undefined, names: ReadonlySet<string>): boolean {
  if (noun === undefined) return false
  if (names.has(noun.text)) return true
  for (const one of noun.classes) if (names.has(one)) return true
  return false
}

function anyIs(nouns: readonly Noun[] | undefined, names: ReadonlySet<string>): boolean {
  if (nouns !== undefined) for (const noun of nouns) if (is(noun, names)) return true
  return false
}

function behind(prepositions: readonly string[], classes: readonly string[]): Condition {
  const names = new Set(classes)
  return ({ object }) =>
    object !== undefined &&
    object.slots.size > 0 &&
    prepositions.some((preposition) => anyIs(object.slots.get(preposition), names))
}
