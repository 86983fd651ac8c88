import { z } from 'zod'
import { traitIds } from './trait.ts'

const question = z.strictObject({ ask: z.string().min(1), answer: z.string().min(1) })

/** content/questions/traits.yaml: a question for each trait; {tool} and {quote} are filled in. */
export const traitQuestionsSchema = z.partialRecord(z.enum(traitIds), question)
export type TraitQuestions = z.output<typeof traitQuestionsSchema>

/** content/questions/formats.yaml: questions for each format by its id; {file} is filled in. */
export const formatQuestionsSchema = z.record(z.string(), z.array(question))
export type FormatQuestions = z.output<typeof formatQuestionsSchema>
