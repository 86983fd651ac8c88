import { z } from 'zod'
import { referenceSchema } from './reference.ts'

const words = z.string().min(1)

/** Where a mitigation works. */
export const mitigationPlaces = ['client', 'gateway', 'server', 'operating system', 'service', 'process'] as const
export type MitigationPlace = (typeof mitigationPlaces)[number]

/** What of a rule says a mitigation: its effect, its limits, its conditions, any pattern, or what happens to unlisted tools. */
export const ruleParts = ['ask', 'deny', 'limits', 'conditions', 'pattern', 'unlisted'] as const
export type RulePart = (typeof ruleParts)[number]

/** content/mitigations/<id>.yaml: something that prevents an attack or limits what it does. */
export const mitigationSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: words,
  /** What it is, and where its limits are, in one or two sentences. */
  about: words,
  where: z.array(z.enum(mitigationPlaces)).min(1),
  /** Set where a policy can say it; which targets can follows from their capabilities. */
  rule: z.enum(ruleParts).optional(),
  references: z.array(referenceSchema).default([]),
})
export type Mitigation = z.output<typeof mitigationSchema>
