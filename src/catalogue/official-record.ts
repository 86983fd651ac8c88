import { z } from 'zod'
import { type CveRecord, cveIdSchema, cveRecordSchema } from '../schema/cve.ts'
import { parse } from '../schema/parse.ts'

// What is read of a CVE JSON 5.x record. Source of the form: github.com/CVEProject/cve-schema, schema/CVE_Record_Format.json.
const text = z.string()
const versionSchema = z.object({
  version: text,
  status: text,
  lessThan: text.optional(),
  lessThanOrEqual: text.optional(),
})
const containerSchema = z.object({
  providerMetadata: z.object({ shortName: text.optional() }).optional(),
  title: text.optional(),
  tags: z.array(text).default([]),
  problemTypes: z.array(z.object({ descriptions: z.array(z.object({ cweId: text.optional() })) })).default([]),
  metrics: z.array(z.record(text, z.unknown())).default([]),
  affected: z
    .array(
      z.object({
        vendor: text.optional(),
        product: text.optional(),
        packageName: text.optional(),
        packageURL: text.optional(),
        versions: z.array(versionSchema).default([]),
      }),
    )
    .default([]),
  credits: z.array(z.object({ value: text, type: text.optional() })).default([]),
  references: z.array(z.object({ url: text })).default([]),
})
const recordSchema = z.object({
  dataVersion: text,
  cveMetadata: z.object({
    cveId: cveIdSchema,
    state: text,
    assignerShortName: text.default('unknown'),
    datePublished: text,
    dateUpdated: text.optional(),
  }),
  containers: z.object({ cna: containerSchema, adp: z.array(containerSchema).default([]) }),
})

type Container = z.output<typeof containerSchema>
type Version = z.output<typeof versionSchema>

const CVSS = [
  ['cvssV4_0', '4.0'],
  ['cvssV3_1', '3.1'],
  ['cvssV3_0', '3.0'],
] as const
const scoreSchema = z.object({ baseScore: z.number(), baseSeverity: text.optional(), vectorString: text })

/**
 * The facts of an official record, without its prose. Its scores by CVSS 2.0 are left out where it has a newer one.
 * @param value a CVE JSON 5.x record as plain data.
 * @param where the file that it came from, for the error.
 * @throws {ProblemError} when it is no such record.
 */
export function recordFacts(value: unknown, where: string): CveRecord {
  const fix = 'Give a record as github.com/CVEProject/cvelistV5 has it.'
  const { dataVersion, cveMetadata, containers } = parse(recordSchema, value, where, fix)
  const { cna, adp } = containers
  const published = cveMetadata.datePublished.slice(0, 10)
  const cwes = cweIds(cna)
  return parse(
    cveRecordSchema,
    {
      id: cveMetadata.cveId,
      record: dataVersion,
      state: cveMetadata.state,
      assigner: cveMetadata.assignerShortName,
      published,
      updated: (cveMetadata.dateUpdated ?? cveMetadata.datePublished).slice(0, 10),
      ...(cna.title ? { title: plain(cna.title) } : {}),
      cwes,
      otherCwes: adp.flatMap((one) =>
        cweIds(one).flatMap((id) => (cwes.includes(id) ? [] : [{ id, by: nameOf(one, 'another container') }])),
      ),
      cvss: [
        ...scores(cna, cveMetadata.assignerShortName),
        ...adp.flatMap((one) => scores(one, nameOf(one, 'another container'))),
      ],
      affected: affectedOf(cna),
      credits: cna.credits.map(({ value: name, type }) => ({ name: plain(name), ...(type ? { type } : {}) })),
      references: [...new Set([cna, ...adp].flatMap(({ references }) => references.map(({ url }) => url)))],
      ...(cna.tags.includes('exclusively-hosted-service') ? { hosted: true } : {}),
    },
    where,
    fix,
  )
}

const nameOf = ({ providerMetadata }: Container, otherwise: string) => providerMetadata?.shortName ?? otherwise

const plain = (words: string) => words.replaceAll(/\s+/g, ' ').trim()

const cweIds = ({ problemTypes }: Container) => [
  ...new Set(problemTypes.flatMap(({ descriptions }) => descriptions.flatMap(({ cweId }) => cweId ?? []))),
]

function scores({ metrics }: Container, by: string): unknown[] {
  return metrics.flatMap((metric) =>
    CVSS.flatMap(([member, version]) => {
      const read = scoreSchema.safeParse(metric[member])
      if (!read.success) return []
      const { baseScore: score, baseSeverity: severity, vectorString: vector } = read.data
      return [{ version, score, ...(severity ? { severity } : {}), vector, by }]
    }),
  )
}

// What authorities write where they name nothing.
const NOTHING = new Set(['', '-', 'n/a', 'N/A', 'unspecified'])

function affectedOf({ affected }: Container): unknown[] {
  return affected.flatMap(({ vendor, product, packageName, packageURL, versions }) => {
    const named = [product, packageName].find((one) => one !== undefined && !NOTHING.has(one))
    if (named === undefined) return []
    const hit = versions.filter(({ status }) => status === 'affected')
    const free = versions.filter(({ status }) => status === 'unaffected')
    const pack = packageName ?? packageURL
    return [
      {
        ...(vendor && !NOTHING.has(vendor) ? { vendor } : {}),
        product: named,
        ...(pack ? { package: pack } : {}),
        versions: hit.flatMap((one) => (NOTHING.has(one.version) ? [] : [rangeOf(one)])),
        fixed: [...new Set([...hit.flatMap(endOf), ...free.map(({ version }) => version)])],
      },
    ]
  })
}

function rangeOf({ version, lessThan, lessThanOrEqual }: Version): string {
  const end = lessThan === undefined ? lessThanOrEqual && `<= ${lessThanOrEqual}` : `< ${lessThan}`
  if (end === undefined) return version
  return version === '0' ? end : `>= ${version}, ${end}`
}

// GitHub writes the range into the version: "< 1.26.0", ">= 1.10.0, < 1.26.0".
function endOf({ version, lessThan }: Version): string[] {
  const end = lessThan ?? /(?:^|[ ,])< *([^\s,<>=]+)$/.exec(version)?.[1]
  return end === undefined || end === '*' ? [] : [end]
}
