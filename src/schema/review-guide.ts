import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { traitIdSchema } from './trait-schema.ts'
import { wantedEffects } from './wanted-effect.ts'

const words = z.string().min(1)

/** The fields of an answer, in the order in which a reader writes them. */
export const answerFields = [
  'id',
  'category',
  'alternates',
  'severity',
  'accept',
  'line',
  'effect',
  'irreversible',
  'traits',
] as const
export type AnswerField = (typeof answerFields)[number]

/** content/review-guide.yaml: what readers are told beside the lines of content/harm.yaml. */
export const reviewGuideSchema = z.strictObject({
  task: z.array(words).min(1),
  category: words,
  categories: z.record(categorySchema, words),
  severity: z.array(words).min(1),
  irreversible: words,
  effects: z.record(z.enum(wantedEffects), words),
  traits: z.record(traitIdSchema, words),
  fields: z.record(z.enum(answerFields), words),
})
export type ReviewGuide = z.output<typeof reviewGuideSchema>
