import { z } from 'zod'
import { advisorySchema } from '../advisory.ts'
import { attackSchema, techniqueSchema } from '../attack.ts'
import { cveAbsentSchema, cveRecordSchema } from '../cve.ts'
import { mitigationSchema } from '../mitigation.ts'
import { daySchema } from '../reference.ts'
import { addressSchema, documentShape, openIdSchema } from './common.ts'

/** How tools of other products are found for an attack is no part of the interface, so the conditions are left out. */
const abuseSchema = z.strictObject({ trait: openIdSchema, how: z.string() })

const cveSchema = z.union([cveRecordSchema, cveAbsentSchema])

/** /api/v1/attacks.json */
export const apiAttacksSchema = z
  .strictObject({
    ...documentShape,
    attacks: z.array(
      attackSchema.omit({ linked: true, only: true, worked: true, differs: true }).extend({
        abuses: z.array(abuseSchema).describe('What of a tool was abused, and how.'),
        url: addressSchema,
        added: daySchema,
        reviewed: daySchema.optional().describe('The newest day on which one of its sources was read.'),
        records: z.array(cveSchema).describe('The official records of its CVEs.'),
        advisories: z.array(openIdSchema),
        tools: z.int().min(0).describe('How many tools of the catalogue can do what was abused there.'),
      }),
    ),
  })
  .describe('Every attack with its sources, steps and standards.')
export type ApiAttacks = z.output<typeof apiAttacksSchema>

/** /api/v1/techniques.json */
export const apiTechniquesSchema = z
  .strictObject({
    ...documentShape,
    techniques: z.array(
      techniqueSchema
        .omit({ openings: true, undo: true })
        .extend({ url: addressSchema, attacks: z.array(openIdSchema) }),
    ),
  })
  .describe('Ways of attacking, with what to look for in which log.')
export type ApiTechniques = z.output<typeof apiTechniquesSchema>

/** /api/v1/mitigations.json */
export const apiMitigationsSchema = z
  .strictObject({
    ...documentShape,
    mitigations: z.array(mitigationSchema.extend({ url: addressSchema, attacks: z.array(openIdSchema) })),
  })
  .describe('What prevents attacks or limits them.')
export type ApiMitigations = z.output<typeof apiMitigationsSchema>

/** /api/v1/advisories.json */
export const apiAdvisoriesSchema = z
  .strictObject({
    ...documentShape,
    advisories: z.array(
      advisorySchema.extend({
        osv: addressSchema.describe('The same as an OSV record.'),
        record: cveSchema.optional(),
        catalogue: z.array(z.strictObject({ server: openIdSchema, version: z.string(), affected: z.boolean() })),
      }),
    ),
  })
  .describe('Known vulnerabilities of the packages, with the servers of the catalogue that have them.')
export type ApiAdvisories = z.output<typeof apiAdvisoriesSchema>
