import { z } from 'zod'
import { regexSchema } from './regex.ts'

/** content/arguments.yaml: what a rule can demand of a parameter, by what parameters of that name hold. */
export const argumentFamiliesSchema = z.array(
  z.strictObject({
    id: z.string(),
    label: z.string().min(1),
    /** Names of parameters in snake_case. */
    names: regexSchema,
    /** The type that the schema must give the parameter. */
    type: z.enum(['string', 'number', 'boolean']),
    /** Whether the numbers are only examples. */
    yours: z.boolean().default(false),
    conditions: z
      .array(
        z.strictObject({
          op: z.enum(['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'regex', 'contains', 'exists']),
          value: z.json(),
        }),
      )
      .min(1),
    about: z.string().min(1),
  }),
)
export type ArgumentFamilies = z.output<typeof argumentFamiliesSchema>
