import { z } from 'zod'
import { sourceSchema } from '../snapshot.ts'
import { addressSchema, countsSchema, digestSchema, documentShape, openIdSchema } from './common.ts'

/** A server as the list of servers and its own document have it. */
export const serverSummaryShape = {
  id: openIdSchema,
  title: z.string(),
  about: z.string(),
  publisher: z
    .strictObject({
      name: z.string(),
      kind: z
        .enum(['official', 'reference', 'community'])
        .describe('official: runs the service that the server reaches. reference: the MCP project, as an example.'),
      service: z.string().optional().describe('Whose service it reaches, where that is somebody else.'),
    })
    .optional()
    .describe('Absent where nobody has looked.'),
  source: sourceSchema.describe('What was launched or imported.'),
  capturedAt: z.iso.date().describe('The day on which the server was first seen to say exactly this.'),
  protocolVersion: z.string(),
  digest: digestSchema.describe('Changes whenever a definition or the instructions change.'),
  counts: countsSchema,
  urls: z.strictObject({
    page: addressSchema,
    data: addressSchema,
    markdown: addressSchema,
    badge: addressSchema,
    rules: addressSchema.describe(
      'The rule of every tool in every posture, in the form that policies are rendered from.',
    ),
    policies: addressSchema.describe('Put the name of a file from targets.json behind it.'),
  }),
}

/** /api/v1/index.json */
export const apiCatalogueSchema = z
  .strictObject({
    ...documentShape,
    name: z.string(),
    about: z.string(),
    newest: z.iso.date().optional().describe('The day of the newest snapshot.'),
    counts: countsSchema,
    servers: z.array(z.strictObject(serverSummaryShape)),
    documents: z.array(
      z.strictObject({ name: z.string(), about: z.string(), url: addressSchema, schema: addressSchema.optional() }),
    ),
  })
  .describe('The catalogue: every server, and where everything else is.')
export type ApiCatalogue = z.output<typeof apiCatalogueSchema>
