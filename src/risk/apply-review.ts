import type { Assessment, Trait } from '../schema/assessment.ts'
import type { Review } from '../schema/review.ts'
import type { CompiledRules } from './compile-rules.ts'

/**
 * An assessment that follows its review: category, severity, harm line and traits are the review's, and what was inferred
 * stays beside it. A trait of the review keeps the quote of the classifier where that saw it, too.
 */
export function applyReview(inferred: Assessment, review: Review, rules: CompiledRules): Assessment {
  const { category, severity } = inferred
  return {
    ...inferred,
    category: review.category,
    severity: review.severity,
    traits: rules.traits.flatMap(({ id }) =>
      review.traits.some((trait) => trait === id) ? [traitOf(id, inferred)] : [],
    ),
    base: review.severity,
    moves: [],
    reviewed: { review, inferred: { category, severity } },
  }
}

const traitOf = (id: Trait['trait'], { traits }: Assessment): Trait =>
  traits.find(({ trait }) => trait === id) ?? {
    trait: id,
    rule: 'review',
    field: 'review',
    start: 0,
    end: 0,
    quote: '',
  }
