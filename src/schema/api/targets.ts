import { z } from 'zod'
import { postures } from '../posture.ts'
import { addressSchema, documentShape, openIdSchema } from './common.ts'

/** /api/v1/targets.json */
export const apiTargetsSchema = z
  .strictObject({
    ...documentShape,
    targets: z.array(
      z.strictObject({
        id: openIdSchema,
        label: z.string(),
        kind: z.enum(['client', 'gateway', 'api']),
        about: z.string(),
        url: addressSchema,
        language: openIdSchema,
        fileName: z.string().describe('Where the policy goes; YOUR-SERVER is the key of the server.'),
        files: z
          .strictObject(
            Object.fromEntries(postures.map((posture) => [posture, z.string()])) as Record<
              (typeof postures)[number],
              z.ZodString
            >,
          )
          .describe('Names of its files behind the address `policies` of every server.'),
        minimumVersion: z.string(),
        proof: z.strictObject({
          grade: z.enum(['product', 'schema', 'model']).describe('The strongest of them.'),
          words: z.array(z.string()),
        }),
        proofs: z.array(
          z.strictObject({
            grade: z.enum(['product', 'schema', 'model']),
            by: z.string(),
            version: z.string().optional(),
            read: z.iso.date().optional(),
          }),
        ),
        capabilities: z.array(
          z.strictObject({
            what: z.string(),
            does: z.string(),
            limitation: z.boolean().describe('Whether that is something else than the rule says.'),
          }),
        ),
        sources: z.array(z.strictObject({ what: z.string(), read: z.iso.date() })),
      }),
    ),
  })
  .describe('Every product that policies are written for, and what it can and cannot say.')
export type ApiTargets = z.output<typeof apiTargetsSchema>
