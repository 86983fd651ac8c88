import type { CompiledRules } from '../risk/compile-rules.ts'
import type { Trait } from '../schema/assessment.ts'
import type { Leg } from '../schema/trait.ts'
import { placeOf } from './rationale.ts'
import { type Segment, segments } from './segments.ts'
import { urls } from './urls.ts'

/** One trait as a page prints it. */
export interface TraitRow {
  trait: string
  /** Completes "It …". */
  label: string
  rule: string
  href: string
  /** What the rule looks for. */
  about: string
  quote: Segment[]
  place: string
  leg: Leg | undefined
}

/** The traits of one tool, ready to print. */
export function traitRows(traits: readonly Trait[], rules: CompiledRules): TraitRow[] {
  return traits.map(({ trait, rule, field, quote }) => {
    const source = rules.source.traits.find(({ id }) => id === trait)
    const own = source?.rules.find(({ id }) => id === rule)
    if (!source || !own) throw new Error(`content/risk/traits.yaml has no rule ${rule}`)
    return {
      trait,
      label: source.label,
      rule,
      href: urls.rule(rule),
      about: own.about,
      quote: segments(quote),
      place: placeOf(field),
      leg: source.leg,
    }
  })
}
