import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { regexSchema } from './regex.ts'

/** Where a family is found: every member that is given must hold for the parameter. */
const placeSchema = z.strictObject({
  /** The parameter's name in snake_case. */
  names: regexSchema,
  /** The parameter's description. */
  parameter: regexSchema.optional(),
  notParameter: regexSchema.optional(),
  /** Name and description of the tool. */
  tool: regexSchema.optional(),
  notTool: regexSchema.optional(),
  /** The name of one of the other parameters. */
  beside: regexSchema.optional(),
  notBeside: regexSchema.optional(),
  categories: z.array(categorySchema).optional(),
  notCategories: z.array(categorySchema).optional(),
})

const conditionSchema = z
  .strictObject({
    op: z.enum(['eq', 'in', 'lte', 'gte', 'gt', 'regex']),
    value: z.json(),
    /** The same text in wildcards, for Cedar: one of `any` and none of `none` matches; `*` is any text. */
    wildcards: z.strictObject({ any: z.array(z.string()).min(1), none: z.array(z.string()) }).optional(),
    /** The pattern of every text that does not pass, for targets that refuse instead of require. */
    refuses: z.string().optional(),
  })
  .refine(({ op, wildcards }) => op !== 'regex' || wildcards !== undefined, 'a regex needs its wildcards')

/** A value from a published attack, and where it was seen. */
const refusedSchema = z.strictObject({ value: z.json(), seen: z.string().min(1) })

const familySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    label: z.string().min(1),
    /** One or two sentences for the tool's page. */
    about: z.string().min(1),
    /** The type that the schema must give the parameter. */
    type: z.enum(['string', 'number', 'boolean', 'any']),
    where: z.array(placeSchema).min(1),
    /** Found beside another family of the same parameter; otherwise the first family in the file takes it. */
    also: z.literal(true).optional(),
    /** Descriptions of a parameter that holds several values in one text, which no pattern can tell apart. */
    several: regexSchema.optional(),
    /** The reader's value that the conditions need. */
    needs: z.string().optional(),
    /** Offered only for tools that the rule does not allow, because it takes away what the tool is for. */
    opens: z.literal(true).optional(),
    /** Whether a call without the argument is refused although the schema has it optional: its default is the danger. */
    absent: z.enum(['passes', 'refused']).default('passes'),
    /** Descriptions of a parameter whose default is the danger, whatever `absent` says. */
    dangerousDefault: regexSchema.optional(),
    /** Descriptions of a parameter whose default is harmless, whatever `absent` says. */
    safeDefault: regexSchema.optional(),
    /** What a target demands that cannot say "absent, or …": absence. Without it such a target leaves the condition out. */
    orElse: z.literal('absent').optional(),
    /** What the argument must be, as the end of a sentence that begins with its name. */
    says: z.string().optional(),
    conditions: z.array(conditionSchema),
    samples: z.strictObject({ passes: z.array(z.json()).min(1), refused: z.array(refusedSchema).min(3) }).optional(),
    /** Printed as a warning that no pattern is a boundary here. */
    boundary: z.literal(false).optional(),
  })
  .refine(
    ({ conditions, says, samples }) => conditions.length === 0 || (says !== undefined && samples !== undefined),
    'conditions need says and samples',
  )

const valueSchema = z.strictObject({
  /** What stands for the value on pages. */
  placeholder: z.union([z.string(), z.number()]),
  /** A value of a reader, for samples and tests. */
  sample: z.union([z.string(), z.number()]),
  /** What a reader's value must look like; absent for a number. */
  form: regexSchema.optional(),
  /** What to give, in words after "Give". */
  about: z.string().min(1),
})

/** content/arguments.yaml: values that readers give, and what a rule can demand of a parameter by what it holds. */
export const argumentFamiliesSchema = z
  .strictObject({ values: z.record(z.string(), valueSchema), families: z.array(familySchema) })
  .check(({ value: { values, families }, issues }) => {
    for (const family of families)
      if (family.needs !== undefined && !Object.hasOwn(values, family.needs))
        issues.push({
          code: 'custom',
          message: `${family.id} needs ${family.needs}, which values does not have`,
          input: family,
        })
  })
export type ArgumentFamilies = z.output<typeof argumentFamiliesSchema>
export type ArgumentFamily = ArgumentFamilies['families'][number]
