import { z } from 'zod'
import { harmLineSchema, reachSchema } from './harm-schema.ts'
import { serverDataSchema } from './manifest.ts'
import { traitIds } from './trait.ts'

/** One way to answer; all conditions must hold, and what its words stand for must be known. */
const answerSchema = z.strictObject({
  /** Classes of the verb in content/risk/acts.yaml. */
  verbs: z.array(z.string()).min(1).optional(),
  /** Lines of the rubric that decided the severity. */
  lines: z.array(harmLineSchema).min(1).optional(),
  /** Whose data the server holds. */
  data: serverDataSchema.optional(),
  /** Whether the data of the server are on the machine that it runs on, by its manifest. */
  local: z.boolean().optional(),
  /** Whether its manifest says which files of the machine it keeps to. */
  files: z.boolean().optional(),
  /** Whether the definition itself says where its paths must be. */
  bound: z.boolean().optional(),
  /** Whether the act is done to several things. */
  many: z.boolean().optional(),
  reach: reachSchema.optional(),
  /**
   * {things} and {Things} are the objects of the act in the plural, {a} and {A} one of them, {object} and {Object} what the act is
   * done to with where that belongs, {it} its pronoun, {server} the server's title, {shown} the words that show the trait, {within}
   * the bounds that the server keeps for files, {bound} those that the definition states.
   */
  text: z.string().min(1),
})
export type TraitAnswer = z.output<typeof answerSchema>

/** content/questions/traits.yaml: a question for each trait, with answers of which the first that fits counts. */
export const traitQuestionsSchema = z.partialRecord(
  z.enum(traitIds),
  z.strictObject({ ask: z.string().min(1), answers: z.array(answerSchema).min(1) }),
)
export type TraitQuestions = z.output<typeof traitQuestionsSchema>

const words = z.array(z.string().min(1))

/** content/questions/acts.yaml: how pages say what a tool does. */
export const actSayingsSchema = z.strictObject({
  /** Third person of verbs that do not only take -s. */
  verbs: z.record(z.string(), z.string().min(1)),
  /** Verbs whose object is said in the plural. */
  plural: words,
  /** Verbs that bring something from a server. */
  from: words,
  /** Verbs that are done with a server of public data. */
  with: words,
  /** Third person of verbs that make a sentence without an object. */
  alone: z.record(z.string(), z.string().min(1)),
  /** What another tool does when it undoes a verb. */
  opposites: z.record(z.string(), words),
  /** Nouns without an article. */
  mass: words,
  /** Things that take "the" wherever they are. */
  unique: words,
  /** Nouns that take "the" where they are changed. */
  definite: words,
  /** Words as they are written, also names of two words. */
  spelled: words,
})
export type ActSayings = z.output<typeof actSayingsSchema>
