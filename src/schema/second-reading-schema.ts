import { z } from 'zod'
import type { FeatureGroup } from './second-reading.ts'

const weights = z.record(z.string(), z.int())

/** content/risk/second-reading.json: the fitted model that doubts mild ratings; written by `npm run fit`. */
export const secondReadingSchema = z.strictObject({
  /** How it was made, for whoever reads the file. */
  about: z.string().min(1),
  fit: z.strictObject({
    labels: z.int(),
    servers: z.int(),
    /** SHA-256 of the definitions' digests and labels, in their order. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    l2: z.number().positive(),
    fewestServers: z.int().positive(),
  }),
  /** From this chance, in thousandths, of a severity of High or above the model doubts a milder rating. */
  doubtsFrom: z.int().min(1).max(999),
  /** Weights in thousandths of log odds. */
  intercept: z.int(),
  weights: z.strictObject({
    name: weights,
    nameStart: weights,
    word: weights,
    sentenceStart: weights,
    lead: weights,
    parameter: weights,
    act: weights,
  } satisfies Record<FeatureGroup, typeof weights>),
})
export type SecondReading = z.output<typeof secondReadingSchema>
