import { z } from 'zod'

/**
 * The five risk categories, mildest first. A tie between two goes to the later one.
 * Source of the order: content/risk/scoring.yaml, `order`.
 */
export const categories = ['Read', 'Write', 'Execute', 'Destructive', 'Financial'] as const

export const categorySchema = z.enum(categories)
export type Category = z.output<typeof categorySchema>

/** What an assessment says: a category, or that the definition gives no evidence for any. */
export const verdictSchema = z.enum([...categories, 'Unclassified'])
export type Verdict = z.output<typeof verdictSchema>
export const verdicts = verdictSchema.options

/** Prose about one category: content/categories/<id>.yaml. The file's name is the label in lower case. */
export const categoryPageSchema = z.strictObject({
  label: verdictSchema,
  /** One sentence that completes "A … tool …". */
  meaning: z.string().min(1),
  /** What goes wrong when an agent calls such a tool without a limit. */
  danger: z.string().min(1),
  /** What a team should do about tools of this category. */
  advice: z.string().min(1),
  /** Ids in public standards that cover this category. */
  standards: z.array(z.strictObject({ id: z.string(), name: z.string(), url: z.url() })),
  /** Questions people ask about the category, answered in our words. */
  questions: z.array(z.strictObject({ ask: z.string(), answer: z.string() })),
})
export type CategoryPage = z.output<typeof categoryPageSchema>
