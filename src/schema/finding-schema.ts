import { z } from 'zod'
import { findingChecks, findingLevels } from './finding.ts'
import { regexSchema } from './regex.ts'
import { traitIdSchema } from './trait-schema.ts'

/** A `FindingLevel` and a `FindingCheck` in a file. */
export const findingLevelSchema = z.enum(findingLevels)
export const findingCheckSchema = z.enum(findingChecks)

/**
 * content/risk/findings.yaml: the lint rules. `always` is shown by itself; `beside` only next to a finding of medium level
 * or above, because most definitions that have it are harmless; `fact` is listed as a property and counted nowhere.
 * Rules of content/risk/orders.yaml are worded there.
 */
export const findingRulesSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string().min(1),
    level: findingLevelSchema,
    /** The level in the graver case that `about` describes. */
    raised: findingLevelSchema.optional(),
    shown: z.enum(['always', 'beside', 'fact']),
    about: z.string().min(1),
    /** What a reader should do about it. */
    fix: z.string().min(1),
    /** How many of how many definitions that were taken to be benign have it. */
    base: z.strictObject({ hits: z.int().min(0), of: z.int().positive() }).optional(),
    standards: z.array(z.string()).default([]),
    /** For rules about text: what is looked for in every text, after it was folded. */
    regex: regexSchema.optional(),
    /** Texts of which one is in every match, in lower case; the pattern is tried only where one of them is. */
    needs: z
      .array(z.string().regex(/^[!-~ ]+$/))
      .min(1)
      .optional(),
    /** For rules about characters: the kind of src/text/invisible.ts. */
    characters: z.enum(['tag', 'bidi', 'control', 'invisible']).optional(),
    /** For rules about parameters: their names in snake_case. */
    names: regexSchema.optional(),
    /** For rules about what parameters hold: ids of facts in content/risk/harm-rules.yaml. */
    facts: z.array(z.string()).min(1).optional(),
    /** With facts: traits of which the tool has one. */
    traits: z.array(traitIdSchema).min(1).optional(),
    check: findingCheckSchema.optional(),
  }),
)
export type FindingRules = z.output<typeof findingRulesSchema>
