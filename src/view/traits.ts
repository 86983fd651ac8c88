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
  /** What the rule looks for, or what the trait is. */
  about: string
  /** What the classifier saw; absent where only the review names the trait. */
  seen?: { rule: string; href: string; quote: Segment[]; place: string }
  legs: Leg[]
}

/** The traits of one tool, ready to print. */
export function traitRows(traits: readonly Trait[], rules: CompiledRules): TraitRow[] {
  return traits.map(({ trait, rule, field, quote }) => {
    const source = rules.source.traits.find(({ id }) => id === trait)
    if (source && rule === 'review') return { trait, label: source.label, about: source.about, legs: source.legs }
    const own = source?.rules.find(({ id }) => id === rule)
    if (!source || !own) throw new Error(`content/risk/traits.yaml has no rule ${rule}`)
    return {
      trait,
      label: source.label,
      about: own.about,
      seen: { rule, href: urls.rule(rule), quote: segments(quote), place: placeOf(field) },
      legs: source.legs,
    }
  })
}
