import { z } from 'zod'
import type { Confidence } from '../assessment.ts'
import { verdicts } from '../category.ts'
import { severities } from '../severity.ts'

/** An address: absolute where the build knows the site's own address, else from the root of the host. */
export const addressSchema = z
  .string()
  .min(1)
  .describe('Absolute, or from the root of the host when the site was built without its own address.')

export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** An id that may get siblings within v1, so that no list of them is closed. */
export const openIdSchema = z.string().min(1)

const count = z.int().min(0)

/** How many tools there are of each category and severity. */
export const countsSchema = z
  .strictObject({
    total: count,
    categories: z.strictObject(
      Object.fromEntries(verdicts.map((one) => [one, count])) as Record<(typeof verdicts)[number], typeof count>,
    ),
    severities: z.strictObject(
      Object.fromEntries(severities.map((one) => [one, count])) as Record<(typeof severities)[number], typeof count>,
    ),
  })
  .describe('How many tools there are of each category and severity.')

/** What every document of the interface begins with. */
export const documentShape = {
  $schema: addressSchema.describe('The JSON Schema of this document.'),
  version: z.literal('v1'),
}

/** How sure the classifier is; as in the assessment. */
export const confidences = ['high', 'medium', 'low', 'none'] as const satisfies readonly Confidence[]
