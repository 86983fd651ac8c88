import type { Span, Trait } from '../schema/assessment.ts'
import type { TraitId, TraitRules, TraitWhen } from '../schema/trait.ts'
import type { CompiledFacts, Facts } from './harm/facts.ts'
import type { Judged, Judgement } from './harm/harm.ts'
import {
  actConditions,
  type Condition,
  type Conditions,
  factConditions,
  holds,
  type Subject,
  suits,
} from './harm/when.ts'
import type { Mentions } from './mentions.ts'

type TraitRule = TraitRules[number]['rules'][number]
type TraitSubject = Subject & { mentions: Mentions }

/** A rule with its place: of which trait it is, and which of its rules. */
interface CompiledTraitRule extends Conditions<TraitSubject> {
  rule: TraitRule
  trait: number
  at: number
  decided: boolean
}

/** The rules about traits, ready for use. */
export interface CompiledTraits {
  ids: readonly TraitId[]
  /** The rules that can hold for an act of this verb which came to this harm rule, by trait and in their order. */
  of: (about: About) => readonly CompiledTraitRule[]
}

// A bound on kept answers: verbs that nobody knows are as many as a hostile server likes.
const MAX_KNOWN = 5000

/** Groups the rules by what an act says before its object and the rest of the definition are looked at. */
export function compileTraits(traits: TraitRules, facts: CompiledFacts): CompiledTraits {
  const all = traits.flatMap(({ rules }, trait) =>
    rules.map((rule, at) => ({
      rule,
      trait,
      at,
      decided: rule.decided,
      all: conditionsOf(rule, facts),
      unless: conditionsOf(rule.unless ?? {}, facts),
    })),
  )
  const known = new Map<string, readonly CompiledTraitRule[]>()
  return {
    ids: traits.map(({ id }) => id),
    of({ act, rule: by }) {
      const key = `${act?.verb.kind} ${act?.verb.base} ${by?.id}`
      let found = known.get(key)
      if (!found) {
        found = all.filter(
          ({ rule }) =>
            suits(rule, act?.verb) &&
            (!rule.lines || (by !== undefined && rule.lines.includes(by.line))) &&
            (!rule.judged || (by !== undefined && rule.judged.includes(by.id))),
        )
        if (known.size >= MAX_KNOWN) known.clear()
        known.set(key, found)
      }
      return found
    },
  }
}

/** What costs least to ask comes first: words are looked up, and facts are looked for. */
const conditionsOf = (when: TraitWhen, facts: CompiledFacts): Condition<TraitSubject>[] => [
  ...actConditions(when),
  ...mentionConditions(when),
  ...factConditions(when, facts),
]

function mentionConditions({ thing, says, tells, of }: TraitWhen): Condition<TraitSubject>[] {
  const conditions: Condition<TraitSubject>[] = []
  if (thing) conditions.push(({ object, mentions }) => thing.some((name) => mentions.isThing(object, name)))
  if (says) conditions.push(({ mentions }) => says.some((name) => mentions.says(name)))
  if (tells) conditions.push(({ mentions }) => tells.some((name) => mentions.tells(name)))
  if (of) conditions.push(({ mentions }) => of.some((name) => mentions.says(name) || mentions.ofServer(name)))
  return conditions
}

/** The traits of one tool, each with the quote of the first rule that sees it, in the order of content/risk/traits.yaml. */
export function traitsOf({ judged, facts }: Judgement, mentions: Mentions, { ids, of }: CompiledTraits): Trait[] {
  const first: ({ rule: CompiledTraitRule; span: Span } | undefined)[] = ids.map(() => undefined)
  const about = judged.length === 0 ? [NOTHING] : judged
  for (const [place, one] of about.entries()) {
    const subject: TraitSubject = { act: one.act, object: one.object, facts, mentions }
    for (const rule of of(one)) {
      const before = first[rule.trait]
      if ((before && rule.at >= before.rule.at) || (rule.decided && place > 0) || !holds(rule, subject)) continue
      const span = spanOf(rule.rule, one, facts, mentions)
      if (span) first[rule.trait] = { rule, span }
    }
  }
  return ids.flatMap((trait, index) => {
    const found = first[index]
    if (!found) return []
    const { field, start, end, quote } = found.span
    return [{ trait, rule: found.rule.rule.id, field, start, end, quote }]
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
