/**
 * The five risk categories, mildest first. A tie between two goes to the later one.
 * Source of the order: content/risk/scoring.yaml, `order`.
 */
export const categories = ['Read', 'Write', 'Execute', 'Destructive', 'Financial'] as const
export type Category = (typeof categories)[number]

/** What an assessment says: a category, or that the definition gives no evidence for any. */
export const verdicts = [...categories, 'Unclassified'] as const
export type Verdict = (typeof verdicts)[number]

/** Position of a category in the order of gravity; a tie goes to the graver one. */
export const gravity = (category: Category): number => categories.indexOf(category)
