import { z } from 'zod'
import { daySchema } from './reference.ts'

const words = z.string().min(1)

/** content/attack-catalogue.yaml: what is in the list of attacks, and what left it. */
export const attackCatalogueSchema = z.strictObject({
  /** The rule for what is an entry, as sentences. */
  inclusion: z.array(words).default([]),
  /** Entries that were taken out, each with the day and the reason. */
  removed: z.array(z.strictObject({ date: daySchema, id: words, name: words, because: words })).default([]),
})
export type AttackRules = z.output<typeof attackCatalogueSchema>
