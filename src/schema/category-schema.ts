import { z } from 'zod'
import { categories, verdicts } from './category.ts'

/** A `Category` and a `Verdict` in a file. */
export const categorySchema = z.enum(categories)
export const verdictSchema = z.enum(verdicts)

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
