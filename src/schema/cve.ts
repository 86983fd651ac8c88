import { z } from 'zod'
import { daySchema } from './reference.ts'

const words = z.string().min(1)

export const cveIdSchema = z.string().regex(/^CVE-\d{4}-\d{4,}$/, { error: 'must be CVE-YYYY-NNNN' })
export const cweIdSchema = z.string().regex(/^CWE-\d+$/, { error: 'must be CWE-N' })

/** A score by CVSS, with who gave it: the numbering authority, or another container of the record. */
const cvssSchema = z.strictObject({
  version: z.enum(['2.0', '3.0', '3.1', '4.0']),
  score: z.number().min(0).max(10),
  severity: z.enum(['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']).optional(),
  vector: words,
  by: words,
})
export type Cvss = z.output<typeof cvssSchema>

/** A product that the record names, with the versions as the record writes them. */
const affectedSchema = z.strictObject({
  vendor: words.optional(),
  product: words,
  /** The package, where the record names one. */
  package: words.optional(),
  /** Versions and ranges: "0.2.3", "< 0.6.3", ">= 1.0.0, < 1.2.0"; what the record writes as a sentence stays one. */
  versions: z.array(words),
  /** The end of each open range ("< 0.6.3" gives 0.6.3), and versions from which the record calls it unaffected. */
  fixed: z.array(words).default([]),
})

/** The facts of an official record (CVE JSON 5.x), without its prose. */
export const cveRecordSchema = z.strictObject({
  id: cveIdSchema,
  /** The version of the format. */
  record: z.string().regex(/^5\.\d+(\.\d+)?$/),
  state: z.enum(['PUBLISHED', 'REJECTED']),
  /** The numbering authority. */
  assigner: words,
  published: daySchema,
  /** When the record last changed. */
  updated: daySchema,
  title: words.optional(),
  /** As the numbering authority gave them. */
  cwes: z.array(cweIdSchema),
  /** Those that another container of the record adds. */
  otherCwes: z.array(z.strictObject({ id: cweIdSchema, by: words })).default([]),
  cvss: z.array(cvssSchema),
  affected: z.array(affectedSchema),
  credits: z.array(z.strictObject({ name: words, type: words.optional() })).default([]),
  references: z.array(z.url({ protocol: /^https?$/ })),
  /** Named by the numbering authority as not the customer's to fix: the vendor hosts the service. */
  hosted: z.literal(true).optional(),
})
export type CveRecord = z.output<typeof cveRecordSchema>

/** Written by hand for a CVE whose record could not be read: the pages then say so. */
export const cveAbsentSchema = z.strictObject({
  id: cveIdSchema,
  record: z.literal('not available to us'),
})
export type CveAbsent = z.output<typeof cveAbsentSchema>

/** content/cves/<id>.yaml. */
export type Cve = CveRecord | CveAbsent

/** Whether the official record is held. */
export const isHeld = (cve: Cve): cve is CveRecord => cve.record !== 'not available to us'
