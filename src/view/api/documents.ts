import { z } from 'zod'
import { escapeUnseen } from '../../policy/core/escape.ts'
import { proofGrades, targetKinds } from '../../policy/core/target.ts'
import {
  apiAdvisoriesSchema,
  apiAttacksSchema,
  apiMitigationsSchema,
  apiTechniquesSchema,
} from '../../schema/api/attacks.ts'
import { apiCatalogueSchema } from '../../schema/api/catalogue.ts'
import { confidences, digestSchema } from '../../schema/api/common.ts'
import { apiServerSchema } from '../../schema/api/server.ts'
import { apiTargetsSchema } from '../../schema/api/targets.ts'
import { apiToolRowSchema } from '../../schema/api/tool-row.ts'
import { categories, verdicts } from '../../schema/category.ts'
import { findingLevels } from '../../schema/finding.ts'
import { dateSchema, daySchema } from '../../schema/reference.ts'
import { effects } from '../../schema/rule.ts'
import { severities } from '../../schema/severity.ts'
import { absolute, urls } from '../urls.ts'

/** The schemas of the interface, by the name of their file. */
export const apiSchemas = {
  index: apiCatalogueSchema,
  server: apiServerSchema,
  attacks: apiAttacksSchema,
  techniques: apiTechniquesSchema,
  mitigations: apiMitigationsSchema,
  advisories: apiAdvisoriesSchema,
  targets: apiTargetsSchema,
  'tool-row': apiToolRowSchema,
} as const
export type ApiSchemaName = keyof typeof apiSchemas

/** The address of a published schema. */
export const schemaUrl = (name: ApiSchemaName): string => absolute(urls.apiDocument(`schemas/${name}.json`))

/** What every document begins with. */
export const documentHead = (name: ApiSchemaName) => ({ $schema: schemaUrl(name), version: 'v1' as const })

/**
 * A document as text: parsed by the schema that is published for it, so that the two cannot differ.
 * @throws {z.ZodError} for a value that the schema does not describe; that is a fault of ours.
 */
export function documentText<N extends ApiSchemaName>(name: N, value: z.input<(typeof apiSchemas)[N]>): string {
  return escapeUnseen(`${JSON.stringify(apiSchemas[name].parse(value))}\n`, 'json')
}

/** Lists that v1 closes; every other list of words can get new ones. */
const CLOSED: readonly (readonly string[])[] = [
  categories,
  verdicts,
  severities,
  effects,
  confidences,
  findingLevels,
  targetKinds,
  proofGrades,
  ['allow', 'ask'],
  ['ask', 'deny'],
  ['minute', 'hour', 'day'],
]

/** Forms that v1 keeps; ids of standards change with their editions. */
const KEPT = new Set([digestSchema, daySchema, dateSchema].map((schema) => z.toJSONSchema(schema).pattern))

/**
 * A schema as it is published. The writer refuses members that the schema does not have; the published schema lets them pass,
 * because v1 may get new ones, and who holds an older copy must not fail then. For the same reason it lists only the words of closed
 * lists, and names the others in its description.
 */
export function publishedSchema(name: ApiSchemaName): unknown {
  const schema = z.toJSONSchema(apiSchemas[name], {
    io: 'output',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      const { enum: words, pattern, description } = jsonSchema
      if (words && words.length > 1 && !CLOSED.some((list) => String(list) === String(words))) {
        delete jsonSchema.enum
        const open = `Now one of ${words.join(', ')}; new ones can appear.`
        jsonSchema.description = description === undefined ? open : `${description} ${open}`
      }
      if (pattern !== undefined && !KEPT.has(pattern)) delete jsonSchema.pattern
    },
  })
  const { $schema, ...rest } = schema
  return { $schema, $id: schemaUrl(name), title: `policybook ${name}, v1`, ...rest }
}
