import { z } from 'zod'

const date = z.iso.date()

/** What was read: a repository at a commit, a version of a package, or documentation. */
const source = z.union([
  z.strictObject({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    commit: z.string().regex(/^[0-9a-f]{7,40}$/),
    read: date,
  }),
  z.strictObject({ package: z.string().min(1), version: z.string().min(1), read: date }),
  z.strictObject({ documentation: z.string().min(1), read: date }),
])

/** What happens to a call; `unset` leaves it to whatever held before. */
const outcome = z.enum(['pass', 'ask', 'deny', 'hide', 'unset'])

const call = z.strictObject({
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  outcome,
  /** The reader's key for the server, where it is another than that of the case. */
  server: z.string().min(1).optional(),
  /** How many such calls are made; each must have the outcome. */
  times: z.int().min(1).default(1),
  /** Seconds that pass before the call. */
  after: z.number().min(0).default(0),
})

const base = {
  /** File and test of the source, or the address of a page. */
  from: z.string().min(1),
  /** A test of the vendor's, a sentence of its documentation, or a run of the product. */
  kind: z.enum(['test', 'docs', 'run']),
  /** A text in the target's syntax, written by us. */
  policy: z.string(),
  /** The reader's key for the server. */
  server: z.string().min(1).default('shop'),
}
const answered = z.strictObject({ ...base, calls: z.array(call).min(1) })
const refused = z.strictObject({
  ...base,
  /** A part of the message or reason with which the text is refused when it is loaded; our model may use other words. */
  refused: z.string().min(1),
})

/** content/targets/<id>/cases.yaml: what the vendor's own tests or documentation establish about a target, in our words. */
export const targetCasesSchema = z.strictObject({ source, cases: z.array(z.union([answered, refused])).min(1) })
export type TargetCases = z.output<typeof targetCasesSchema>
export type TargetCase = TargetCases['cases'][number]
