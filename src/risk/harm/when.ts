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
export function holds(rule: When & { unless?: When | undefined }, subject: Subject): boolean {
  if (!fits(rule, subject)) return false
  const { unless } = rule
  return (
    !unless || !MEMBERS.some((member) => unless[member] !== undefined && fits({ [member]: unless[member] }, subject))
  )
}

const MEMBERS = ['verbs', 'words', 'head', 'any', 'to', 'from', 'within', 'aspect', 'many', 'facts', 'oneOf'] as const

function fits(when: When, { act, object, facts }: Subject): boolean {
  if (when.verbs && !(act && when.verbs.includes(act.verb.kind))) return false
  if (when.words && !(act && when.words.includes(act.verb.base))) return false
  if (when.head && !is(object?.head ?? act?.around?.head, when.head)) return false
  if (when.any && !anyIs(nounsOf(act, object), when.any)) return false
  if (when.from && !anyIs(object?.slots.get('from') ?? [], when.from)) return false
  if (when.within && !anyIs(behind(object, ['in', 'within', 'inside', 'of']), when.within)) return false
  if (when.to && !anyIs(behind(object, ['to', 'into']), when.to)) return false
  if (when.aspect && !(object?.aspect !== undefined && when.aspect.includes(object.aspect))) return false
  if (when.many !== undefined && (object?.many ?? false) !== when.many) return false
  if (when.facts && !when.facts.every((id) => facts.holds(id))) return false
  if (when.oneOf && !when.oneOf.some((id) => facts.holds(id))) return false
  return true
}

const behind = (object: Phrase | undefined, prepositions: readonly string[]) =>
  prepositions.flatMap((one) => object?.slots.get(one) ?? [])
const nounsOf = (act: Act | undefined, object: Phrase | undefined): Noun[] => [
  ...(object?.nouns ?? []),
  ...(object?.head ? [object.head] : []),
  ...(act?.around?.nouns ?? []),
]
const is = (noun: Noun | undefined, classes: readonly string[]) =>
  noun !== undefined && classes.some((one) => noun.classes.has(one) || noun.text === one)
const anyIs = (nouns: readonly Noun[], classes: readonly string[]) => nouns.some((noun) => is(noun, classes))
