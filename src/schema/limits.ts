import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { harmLineSchema } from './harm-schema.ts'
import { severitySchema } from './severity-schema.ts'

const limits = z.array(z.strictObject({ max: z.int().positive(), per: z.enum(['minute', 'hour', 'day']) }))
const effect = z.enum(['allow', 'ask', 'deny', 'hide'])
const effectWithoutLimit = z.enum(['allow', 'ask'])
/** The reasoning in a sentence, without numbers; printed on pages and in snippets. */
const because = z.string().min(1)

/** What the guarded posture does with tools of one severity. */
const guardSchema = z
  .strictObject({
    effect,
    limits: limits.default([]),
    /** What to do where a target cannot count calls: `allow` where the limit only stops a loop. */
    effectWithoutLimit: effectWithoutLimit.default('ask'),
    because,
    /** Where the category changes the limits or what replaces them. */
    categories: z.partialRecord(categorySchema, z.strictObject({ limits, effectWithoutLimit }).partial()).default({}),
  })
  .refine(
    ({ effect, limits, categories }) =>
      effect === 'allow' ||
      [limits, ...Object.values(categories).map((one) => one.limits ?? [])].every((list) => list.length === 0),
    { error: 'limits count calls that pass, so only "effect: allow" takes them', path: ['limits'] },
  )

/** Words of a line for acts of some kinds or categories; all conditions must hold. */
const sayingSchema = z.strictObject({
  /** Classes of the verb in content/risk/acts.yaml. */
  verbs: z.array(z.string()).min(1).optional(),
  categories: z.array(categorySchema).min(1).optional(),
  because,
})

/** content/limits.yaml: an entry for every severity, so that no tool is without a rule. */
export const limitsSchema = z.strictObject({
  severities: z.record(severitySchema, guardSchema),
  /** What one call does, by the harm line that decided; `instead` replaces the words of the severity. */
  lines: z.record(
    harmLineSchema,
    z.strictObject({
      because,
      /** Other words for some of its acts, the first that fits counts. */
      says: z.array(sayingSchema).default([]),
      instead: because.optional(),
    }),
  ),
  /** For tools whose definition does not show what they do. */
  unclassified: z.strictObject({ effect: z.enum(['ask', 'deny', 'hide']), because }),
  /** What a rule that asks becomes where nobody can be asked. */
  unattended: z.strictObject({
    /** How many calls pass there. */
    limits: limits.min(1),
    /** Harm lines whose acts are denied there, as are all that cannot be undone. */
    deniedLines: z.array(z.string().regex(/^[CHML][1-9]$/)),
  }),
})
export type Limits = z.output<typeof limitsSchema>
