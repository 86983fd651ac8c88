import { z } from 'zod'
import { referenceSchema } from './reference.ts'

const words = z.string().min(1)
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Where the events of a log come from, in the words of Sigma. */
const logsourceSchema = z.strictObject({
  category: words.optional(),
  product: words.optional(),
  service: words.optional(),
})
export type Logsource = z.output<typeof logsourceSchema>

/** content/telemetry/<id>.yaml: a log in which attacks can be seen, with the names of its fields as its maker writes them. */
export const telemetrySchema = z.strictObject({
  id,
  name: words,
  /** How to get it, and what it lacks. */
  about: words,
  /** What the names were compared with. */
  version: words,
  logsource: logsourceSchema,
  fields: z.array(words).min(1),
  references: z.array(referenceSchema).min(1),
})
export type Telemetry = z.output<typeof telemetrySchema>

/** One thing to look for: front matter of content/techniques. */
export const lookSchema = z.strictObject({
  /** An id of content/telemetry. */
  in: id,
  /** What to look for, in one sentence. */
  look: words,
  /** The fields that show it. */
  fields: z.array(words).min(1),
  /** An id of content/detections: a Sigma rule for it. */
  rule: id.optional(),
})
export type Look = z.output<typeof lookSchema>

/**
 * content/detections/<id>.yml: a Sigma rule. Source of the form: github.com/SigmaHQ/sigma-specification, version 2; this is the part of
 * it that our rules use.
 */
export const sigmaSchema = z.strictObject({
  title: words.max(256),
  id: z.uuid(),
  status: z.enum(['stable', 'test', 'experimental']),
  license: words,
  description: words,
  author: words,
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  tags: z.array(z.string().regex(/^[a-z0-9_-]+\.[a-z0-9._-]+$/)).default([]),
  logsource: logsourceSchema,
  /** Selections by name, each a field with a modifier and its values, and the condition that joins them. */
  detection: z
    .object({ condition: words })
    .catchall(z.record(words, z.union([z.string(), z.array(z.string()).min(1)])))
    // pySigma reads a condition "notice" as "not ice".
    .refine((selections) => !Object.keys(selections).some((name) => /^(not|and|or|of|all|them)/.test(name)), {
      error: 'the name of a selection must not begin with a word of conditions: not, and, or, of, all, them',
    }),
  falsepositives: z.array(words).min(1),
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']),
})
export type Sigma = z.output<typeof sigmaSchema>

/** A Sigma rule with its text, which is what people copy. */
export interface Detection {
  id: string
  text: string
  rule: Sigma
}
