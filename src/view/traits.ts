import type { CompiledRules } from '../risk/compile-rules.ts'
import type { Assessment } from '../schema/assessment.ts'
import type { Leg } from '../schema/trait.ts'
import type { Setting } from './deed-words.ts'
import { placeBeside } from './rationale.ts'
import { type Segment, segments } from './segments.ts'
import { traitLabel } from './shown-traits.ts'
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
export function traitRows(assessment: Assessment, rules: CompiledRules, setting: Setting): TraitRow[] {
  return assessment.traits.map(({ trait, rule, field, quote }) => {
    const source = rules.source.traits.find(({ id }) => id === trait)
    if (!source) throw new Error(`content/risk/traits.yaml has no trait ${trait}`)
    const row = { trait, label: traitLabel(trait, source.label, assessment, setting), legs: source.legs }
    if (rule === 'review') return { ...row, about: source.about }
    // The harm line may have put the trait in place of the one whose rule saw it.
    const own = rules.source.traits.flatMap((one) => one.rules).find(({ id }) => id === rule)
    if (!own) throw new Error(`content/risk/traits.yaml has no rule ${rule}`)
    const isOwn = source.rules.includes(own)
    return {
      ...row,
      about: isOwn ? own.about : source.about,
      seen: { rule, href: urls.rule(rule), quote: segments(quote), place: placeBeside({ field, quote }) },
    }
  })
}
