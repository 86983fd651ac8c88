import { z } from 'zod'
import { cveIdSchema } from './cve.ts'
import { daySchema, referenceSchema } from './reference.ts'

const words = z.string().min(1)

/** The number of a CVE, of a GitHub advisory, or words of ours where neither exists. */
export const advisoryIdSchema = z
  .string()
  .regex(/^(CVE-\d{4}-\d{4,}|GHSA(-[23456789cfghjmpqrvwx]{4}){3}|[a-z0-9]+(-[a-z0-9]+)*)$/, {
    error: 'must be CVE-…, GHSA-… or lower-case words joined by single hyphens',
  })

export const advisorySeverities = ['low', 'moderate', 'high', 'critical'] as const
export type AdvisorySeverity = (typeof advisorySeverities)[number]

/**
 * content/advisories/<id>.yaml: a known vulnerability of an npm package. Words are those of OSV and of GitHub advisories, where they
 * have them.
 */
export const advisorySchema = z.strictObject({
  id: advisoryIdSchema,
  /** Other numbers of the same: GHSA, CVE, Snyk. */
  aliases: z.array(words).default([]),
  /** What is wrong, in one clause in our own words. */
  summary: words,
  /** What an attacker does with it and what it needs, in one or two sentences in our own words. */
  details: words,
  /** The npm package. */
  package: words,
  /** Ranges of npm versions (node-semver), each with the first version that is fixed; without it no fixed version is known. */
  affected: z.array(z.strictObject({ range: words, fixed: words.optional() })).min(1),
  /** Of the GitHub advisory or of the score; absent where nobody has rated it. */
  severity: z.enum(advisorySeverities).optional(),
  published: daySchema,
  withdrawn: daySchema.optional(),
  /** The CVE whose record (content/cves) holds the score, the weaknesses and the credits. */
  cve: cveIdSchema.optional(),
  /** Names of the tools that it concerns; empty where it concerns the server as a whole. */
  tools: z.array(words).default([]),
  /** An id of content/attacks. */
  attack: words.optional(),
  references: z.array(referenceSchema).min(1),
})
export type Advisory = z.output<typeof advisorySchema>
