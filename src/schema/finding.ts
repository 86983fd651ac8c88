import { z } from 'zod'
import type { Span } from './assessment.ts'
import { regexSchema } from './regex.ts'

/** How loud a finding is; critical only where benign definitions never show it. */
export const findingLevels = ['info', 'low', 'medium', 'high', 'critical'] as const
export const findingLevelSchema = z.enum(findingLevels)
export type FindingLevel = z.output<typeof findingLevelSchema>

/** One thing worth knowing about a definition. */
export interface Finding {
  /** Id of the rule in content/risk/findings.yaml. */
  rule: string
  level: FindingLevel
  /** Where it was seen; empty where something is missing. */
  spans: Span[]
  /** What cannot be seen in the quote: decoded text, code points, the other name. */
  detail?: string
}

/**
 * content/risk/findings.yaml: the lint rules. `always` is shown by itself; `beside` only next to a finding of medium level
 * or above, because most definitions that have it are harmless; `fact` is listed as a property and counted nowhere.
 */
export const findingRulesSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string().min(1),
    level: findingLevelSchema,
    shown: z.enum(['always', 'beside', 'fact']),
    about: z.string().min(1),
    /** What a reader should do about it. */
    fix: z.string().min(1),
    /** How many of how many definitions that were taken to be benign have it. */
    base: z.strictObject({ hits: z.int().min(0), of: z.int().positive() }).optional(),
    standards: z.array(z.string()).default([]),
    /** For rules about text: what is looked for in the name, the title, the description and every string of the schema. */
    regex: regexSchema.optional(),
    /** For rules about parameters: their names in snake_case. */
    names: regexSchema.optional(),
  }),
)
export type FindingRules = z.output<typeof findingRulesSchema>
