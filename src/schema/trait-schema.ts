import { z } from 'zod'
import { factSchema, whenShape } from './harm-rules.ts'
import { harmLineSchema } from './harm-schema.ts'
import { legs, traitIds } from './trait.ts'

/** A `TraitId` in a file. */
export const traitIdSchema = z.enum(traitIds)

const about = z.string().min(1)
const classes = z.array(z.string().min(1)).min(1)

/** content/risk/trait-words.yaml: words and facts that traits alone are seen by. */
export const traitWordsSchema = z.strictObject({
  /** Words between the words of a phrase that do not part them. */
  skipped: classes,
  /** Phrases in the singular, by what they show. */
  classes: z.record(z.string(), classes),
  facts: z.array(factSchema),
})
export type TraitWords = z.output<typeof traitWordsSchema>

/** What a rule about a trait holds against; all that is given must hold. */
const traitWhenShape = {
  ...whenShape,
  /** Classes of words of which the name or the first sentence mentions one. */
  says: classes.optional(),
  /** Classes of words of which the name, or the description before its sections, mentions one. */
  tells: classes.optional(),
  /** Classes of words of which the object of the act is one. */
  thing: classes.optional(),
  /** Classes of words of which the name, the first sentence or the server's name mentions one. */
  of: classes.optional(),
}
export type TraitWhen = z.output<z.ZodObject<typeof traitWhenShape>>

/** content/risk/traits.yaml: every trait with the rules that see it, the surest first. */
export const traitRulesSchema = z.array(
  z.strictObject({
    id: traitIdSchema,
    /** Completes "The tool …". */
    label: z.string().min(1),
    about,
    /** The legs of the lethal trifecta that the trait is; code and commands are all three. */
    legs: z.array(z.enum(legs)).default([]),
    rules: z
      .array(
        z.strictObject({
          id: z.string(),
          about,
          ...traitWhenShape,
          /** Lines of the rubric to which an act came. */
          lines: z.array(harmLineSchema).min(1).optional(),
          /** Rules of harm-rules.yaml by which an act was judged. */
          judged: z.array(z.string()).min(1).optional(),
          /** Whether the act must have decided the severity. */
          decided: z.boolean().default(false),
          unless: z.strictObject(traitWhenShape).optional(),
        }),
      )
      .min(1),
  }),
)
export type TraitRules = z.output<typeof traitRulesSchema>
