import type { Span, Trait } from '../schema/assessment.ts'
import type { TraitId, TraitRules, TraitWhen } from '../schema/trait.ts'
import type { Act } from './harm/act.ts'
import type { Facts } from './harm/facts.ts'
import type { Judged, Judgement } from './harm/harm.ts'
import type { Phrase } from './harm/phrase.ts'
import { holds } from './harm/when.ts'
import type { Mentions } from './mentions.ts'

type TraitRule = TraitRules[number]['rules'][number] & { at: number }

/** The rules about traits, ready for use. */
export interface CompiledTraits {
  ids: readonly TraitId[]
  /** For each trait the rules that can hold for an act of this verb, in their order. */
  ofVerb: (act: Act | undefined) => readonly (readonly TraitRule[])[]
}

// A bound on kept answers: verbs that nobody knows are as many as a hostile server likes.
const MAX_VERBS = 5000

/** Groups the rules by verb. */
export function compileTraits(rules: TraitRules): CompiledTraits {
  const numbered = rules.map(({ rules: own }) => own.map((rule, at) => ({ ...rule, at })))
  const known = new Map<string, readonly (readonly TraitRule[])[]>()
  return {
    ids: rules.map(({ id }) => id),
    ofVerb(act) {
      const { kind, base } = act?.verb ?? {}
      const key = `${kind} ${base}`
      let found = known.get(key)
      if (!found) {
        found = numbered.map((own) =>
          own.filter(
            ({ verbs, words }) =>
              (verbs === undefined || (kind !== undefined && verbs.includes(kind))) &&
              (words === undefined || (base !== undefined && words.includes(base))),
          ),
        )
        if (known.size > MAX_VERBS) known.clear()
        known.set(key, found)
      }
      return found
    },
  }
}

/** The traits of one tool, each with the quote of the first rule that sees it, in the order of content/risk/traits.yaml. */
export function traitsOf({ judged, facts }: Judgement, mentions: Mentions, { ids, ofVerb }: CompiledTraits): Trait[] {
  const about = (judged.length === 0 ? [NOTHING] : judged).map((one) => ({ one, rules: ofVerb(one.act) }))
  return ids.flatMap((trait, index) => {
    let first: { rule: TraitRule; span: Span } | undefined
    for (const [place, { one, rules }] of about.entries())
      for (const rule of rules[index] ?? []) {
        if (first && rule.at >= first.rule.at) break
        if ((rule.decided && place > 0) || !fits(rule, one, facts, mentions)) continue
        const span = spanOf(rule, one, facts, mentions)
        if (span) first = { rule, span }
      }
    if (!first) return []
    const { field, start, end, quote } = first.span
    return [{ trait, rule: first.rule.id, field, start, end, quote }]
  })
}

type About = Judged | typeof NOTHING

/** A tool without any act still has the traits that its facts show. */
const NOTHING: Pick<Judged, 'act' | 'object' | 'spans'> & { rule?: undefined } = {
  act: undefined,
  object: undefined,
  spans: [],
}

/** What shows it: the facts and words that the rule asks for, else the act. */
function spanOf(rule: TraitRule, { spans }: About, facts: Facts, mentions: Mentions): Span | undefined {
  const named = [...(rule.facts ?? []), ...(rule.oneOf ?? [])].map((id) => facts.span(id))
  const mentioned = [
    ...(rule.says ?? []).map((name) => mentions.says(name)),
    ...(rule.tells ?? []).map((name) => mentions.tells(name)),
    ...(rule.of ?? []).map((name) => mentions.says(name)),
  ]
  return [...named, ...mentioned, ...spans].find((span) => span !== undefined && span.quote !== '')
}

function fits(rule: TraitRule, { act, object, rule: by }: About, facts: Facts, mentions: Mentions): boolean {
  if (rule.lines && !(by && rule.lines.includes(by.line))) return false
  if (rule.judged && !(by && rule.judged.includes(by.id))) return false
  // Words are looked up, and facts are looked for: what costs less comes first.
  if (rule.thing && !rule.thing.some((name) => mentions.isThing(object, name))) return false
  if (rule.says && !rule.says.some((name) => mentions.says(name))) return false
  if (rule.tells && !rule.tells.some((name) => mentions.tells(name))) return false
  if (rule.of && !rule.of.some((name) => isOf(name, mentions))) return false
  return holds(rule, { act, object, facts }) && !mentionsAny(rule.unless, object, mentions)
}

const isOf = (name: string, mentions: Mentions) => mentions.says(name) !== undefined || mentions.ofServer(name)

/** Each member of an exception is a reason by itself. */
const mentionsAny = (unless: TraitWhen | undefined, object: Phrase | undefined, mentions: Mentions): boolean =>
  unless !== undefined &&
  ((unless.thing?.some((name) => mentions.isThing(object, name)) ||
    unless.says?.some((name) => mentions.says(name)) ||
    unless.tells?.some((name) => mentions.tells(name)) ||
    unless.of?.some((name) => isOf(name, mentions))) ??
    false)
