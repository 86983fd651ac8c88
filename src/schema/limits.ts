import { z } from 'zod'
import { verdictSchema } from './category.ts'
import { severitySchema } from './severity.ts'

/** What the guarded posture does with tools of one category and severity. */
const guardSchema = z.strictObject({
  effect: z.enum(['allow', 'ask', 'deny', 'hide']),
  limits: z.array(z.strictObject({ max: z.int().positive(), per: z.enum(['minute', 'hour', 'day']) })),
  /** What to do where a target cannot count calls: `allow` where the limit does no more than stop a loop. */
  uncounted: z.enum(['allow', 'ask']).default('ask'),
  /** The reasoning, as one sentence; printed on pages and in snippets. */
  because: z.string().min(1),
})

/** content/limits.yaml: an entry for every category and severity, so that no tool is without a rule. */
export const limitsSchema = z.record(verdictSchema, z.record(severitySchema, guardSchema))
export type Limits = z.output<typeof limitsSchema>
