import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { severitySchema } from './severity-schema.ts'
import { traitIdSchema } from './trait-schema.ts'
import { wantedEffects } from './wanted-effect.ts'

/**
 * Which definition a label is of. It either is in the line, or is named by its digest and joined to a snapshot or a
 * collection, so that a set can be shared without anybody's text.
 */
const definition = {
  server: z.string().min(1),
  tool: z.string(),
  /** SHA-256 of the definition's canonical JSON, as in the lock. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The collection that holds the definition, where that is no snapshot. */
  source: z.string().min(1).optional(),
  description: z.string().nullish(),
  inputSchema: z.json().optional(),
  annotations: z.json().optional(),
}
export type LabelDefinition = z.output<z.ZodObject<typeof definition>>

/** Categories that a second careful reader could give instead; written down before any rating was seen. */
const alternates = z
  .array(categorySchema)
  .nullish()
  .transform((given) => given ?? [])

/** One line of a set labelled by category: a reader's category for one tool. Other members are ignored. */
export const labelSchema = z.object({ ...definition, category: categorySchema, alternates })
export type Label = z.output<typeof labelSchema>

/** One line of a set labelled by harm: what readers say of one tool by the rubric. Other members are ignored. */
export const harmLabelSchema = z
  .object({
    ...definition,
    /** On which the readers agree, or the more severe of theirs. */
    severity: severitySchema,
    /** Every severity that a reader accepts. */
    accept: z.array(severitySchema).default([]),
    /** What the guarded rule should do. */
    effect: z.enum(wantedEffects),
    irreversible: z.boolean(),
    /** Named by all readers, and by any of them. */
    traits: z.array(traitIdSchema),
    traitsAny: z.array(traitIdSchema).optional(),
    category: categorySchema.optional(),
    alternates,
  })
  .transform((label) => ({
    ...label,
    accept: [...new Set([label.severity, ...label.accept])],
    traitsAny: [...new Set([...label.traits, ...(label.traitsAny ?? [])])],
  }))
