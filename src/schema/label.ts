import { z } from 'zod'
import { categorySchema } from './category.ts'

/**
 * One line of a labelled set: a person's category for one tool. The definition either stands in the line, or is named by
 * its digest and joined to a snapshot, so that a set can be shared without anybody's text. Other members are ignored.
 */
export const labelSchema = z.object({
  server: z.string().min(1),
  tool: z.string(),
  /** SHA-256 of the definition's canonical JSON, as in the lock. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  description: z.string().nullish(),
  inputSchema: z.json().optional(),
  annotations: z.json().optional(),
  category: categorySchema,
  /** Categories that a second careful person could give instead; written down before any rating was seen. */
  alternates: z
    .array(categorySchema)
    .nullish()
    .transform((alternates) => alternates ?? []),
})
export type Label = z.output<typeof labelSchema>
