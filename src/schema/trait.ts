import { z } from 'zod'
import { categorySchema } from './category.ts'
import { regexSchema } from './regex.ts'

/** What a tool can do or touch, beside its category. */
export const traitIds = [
  'reads-private',
  'sees-untrusted',
  'sends-out',
  'runs-code',
  'installs-packages',
  'changes-access',
  'deletes-in-bulk',
  'moves-money',
  'free-path',
  'free-url',
  'free-sql',
  'free-command',
] as const
export const traitIdSchema = z.enum(traitIds)
export type TraitId = z.output<typeof traitIdSchema>

/**
 * The three things that are harmless apart and let data be stolen together.
 * Source: Simon Willison, “The lethal trifecta for AI agents”, 16 June 2025,
 * https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/
 */
export const legs = ['private', 'untrusted', 'outward'] as const
export type Leg = (typeof legs)[number]

const about = z.string().min(1)
const rule = {
  id: z.string(),
  about,
  /** Ratings of the tool that the rule applies to; all of them when absent. */
  categories: z.array(categorySchema).min(1).optional(),
}

/** content/risk/traits.yaml: every trait with the rules that see it, the surest first. */
export const traitRulesSchema = z.array(
  z.strictObject({
    id: traitIdSchema,
    /** Completes "The tool …". */
    label: z.string().min(1),
    about,
    /** The leg of the lethal trifecta that the trait is. */
    leg: z.enum(legs).optional(),
    rules: z
      .array(
        z.discriminatedUnion('in', [
          /** In the words of the name, or in the first sentence (`head`: its first nine words). */
          z.strictObject({ ...rule, in: z.enum(['head', 'first']), regex: regexSchema }),
          /** A parameter of that name whose text is not limited to a list or a pattern. */
          z.strictObject({
            ...rule,
            in: z.literal('parameter'),
            names: regexSchema,
            /** What the description or the parameter's own description must speak of. */
            speaks: regexSchema.optional(),
          }),
          /** A signal of the rating. */
          z.strictObject({ ...rule, in: z.literal('evidence'), of: z.array(z.string()).min(1) }),
          /** The rating itself; the quote is that of its strongest signal. */
          z.strictObject({ ...rule, in: z.literal('rating') }),
        ]),
      )
      .min(1),
  }),
)
export type TraitRules = z.output<typeof traitRulesSchema>
