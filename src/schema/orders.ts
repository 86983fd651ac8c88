import { z } from 'zod'
import { regexSchema } from './regex.ts'

const id = z.string().regex(/^[a-z][a-z-]*$/)

/**
 * One way to say something: ids of words and things in their order, with blanks between them, such as `not tell user`.
 * `unless` are words that make it something else where they stand in the same sentence.
 */
const sayingSchema = z.union([
  z.string().min(1),
  z.strictObject({ say: z.string().min(1), unless: z.string().min(1).optional(), gap: z.int().positive().optional() }),
])
const sayingsSchema = z.record(z.string(), z.array(sayingSchema).min(1))

/**
 * content/risk/orders.yaml: how an order to a model is worded, as the words of each language and the ways to put them
 * together, by the finding that they are.
 */
export const ordersSchema = z.strictObject({
  /** What stands in sentences and is no word: addresses, files with secrets. */
  things: z.record(
    id,
    z.strictObject({
      about: z.string().min(1),
      regex: regexSchema,
      /** Texts of which one is in every match, in lower case: the pattern is tried only where one of them is. */
      needs: z.array(z.string().min(1)).min(1),
      /** Whether it is the name of a tool, and counts only where neither the server nor the tool knows that name. */
      foreign: z.boolean().default(false),
    }),
  ),
  /** Sayings of every language that has all the words. */
  sayings: sayingsSchema,
  languages: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]{2,8}$/),
      name: z.string().min(1),
      script: z.enum(['Latin', 'Cyrillic', 'Arabic', 'Devanagari', 'Bengali', 'Han', 'Hangul']),
      /** Whether the words of a saying come in any order, as where the verb stands last. */
      anyOrder: z.boolean().default(false),
      /** Most characters between two words of a saying. */
      gap: z.int().positive(),
      /** Particles that are written before a word and as one with it, between bars. */
      prefixes: z.string().default(''),
      /** Alternatives between bars; `*` at the end stands for any ending. */
      words: z.record(id, z.string().min(1)),
      sayings: sayingsSchema.default({}),
    }),
  ),
})
export type Orders = z.output<typeof ordersSchema>
