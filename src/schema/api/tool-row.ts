import { z } from 'zod'
import { verdictSchema } from '../category-schema.ts'
import { harmLineSchema } from '../harm-schema.ts'
import { effects } from '../rule.ts'
import { severitySchema } from '../severity-schema.ts'
import { addressSchema, confidences, digestSchema, openIdSchema } from './common.ts'

/** A line of /api/v1/tools.ndjson, and of tools.csv, where lists are joined by spaces and what is absent is empty. */
export const apiToolRowSchema = z
  .strictObject({
    server: openIdSchema,
    tool: z.string().describe('The name as sent.'),
    slug: openIdSchema,
    category: verdictSchema,
    severity: severitySchema,
    line: harmLineSchema.nullable().describe('The line of the rubric: of the review, else of the classifier.'),
    confidence: z.enum(confidences),
    reviewed: z.iso.date().nullable(),
    traits: z.array(openIdSchema),
    findings: z.array(openIdSchema).describe('Those that the page shows.'),
    guarded: z.enum(effects),
    read_only_hint: z.boolean().nullable(),
    destructive_hint: z.boolean().nullable(),
    idempotent_hint: z.boolean().nullable(),
    open_world_hint: z.boolean().nullable(),
    package: z.string(),
    package_version: z.string(),
    captured: z.iso.date(),
    digest: digestSchema,
    url: addressSchema,
  })
  .describe('One tool in a line.')
export type ApiToolRow = z.output<typeof apiToolRowSchema>
