import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { severityOfLine } from './harm.ts'
import { harmLineSchema } from './harm-schema.ts'
import { severitySchema } from './severity-schema.ts'
import { traitIdSchema } from './trait-schema.ts'
import { wantedEffects } from './wanted-effect.ts'

/** What a reader, or all of them together, say of one definition by the rubric. */
const judgement = {
  category: categorySchema,
  severity: severitySchema,
  /** The line of the rubric that decides; it belongs to the severity. */
  line: harmLineSchema,
  effect: z.enum(wantedEffects),
  /** Whether no later call restores the earlier state. */
  irreversible: z.boolean(),
  traits: z.array(traitIdSchema).default([]),
  /** Other severities that a careful reader could defend. */
  accept: z.array(severitySchema).default([]),
  /** Other categories that a careful reader could defend. */
  alternates: z.array(categorySchema).default([]),
}

/** Where the parts of a judgement do not fit each other. */
function checkJudgement(
  { severity, line, traits, accept, alternates, category }: Judgement,
  context: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  const add = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (severityOfLine(line) !== severity)
    add('line', `${line} is a line of ${severityOfLine(line)}, and the severity is ${severity}`)
  if (accept.includes(severity)) add('accept', `${severity} is the severity itself`)
  if (alternates.includes(category)) add('alternates', `${category} is the category itself`)
  for (const [path, list] of Object.entries({ traits, accept, alternates }))
    if (new Set<string>(list).size < list.length) add(path, 'one of them is named twice')
}

export const judgementSchema = z.strictObject(judgement).superRefine(checkJudgement)
export interface Judgement extends z.output<z.ZodObject<typeof judgement>> {}

/** On how many of `n` definitions two readers say the same, each without seeing the other's answers. */
export const agreementSchema = z.strictObject({
  n: z.int().positive(),
  category: z.int(),
  severity: z.int(),
  line: z.int(),
  irreversible: z.int(),
  /** Of the traits that either names, how many both name. */
  traits: z.strictObject({ same: z.int(), of: z.int() }),
})
export type Agreement = z.output<typeof agreementSchema>

/** How the readers' reviews of one file were made. */
export const reviewRunSchema = z.strictObject({
  date: z.iso.date(),
  /** What was done; a clause for pages. */
  method: z.string().min(1),
  readers: z.enum(['language models', 'people']),
  /** First 16 digits of the SHA-256 of the rubric's text as the readers had it. */
  rubric: z.string().regex(/^[0-9a-f]{16}$/),
  agreement: agreementSchema,
})
export type ReviewRun = z.output<typeof reviewRunSchema>

const reviewedToolSchema = z
  .strictObject({
    name: z.string(),
    /** SHA-256 of the definition that was read, as in the lock. A definition that differs has no review. */
    digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the definition'),
    ...judgement,
    /** A correction of what readers found is by a person or by a language model. Readers never replace it. */
    by: z.enum(['readers', 'person', 'model']),
    /** Whether the two readers differed and a third decided. */
    third: z.boolean().optional(),
    /** Which entry of `made` it comes from; 1 is the first. */
    run: z.int().positive().optional(),
    /** When a correction was written. */
    date: z.iso.date().optional(),
    reason: z.string().min(1).optional(),
  })
  .superRefine(checkJudgement)
  .superRefine(({ by, date, reason }, context) => {
    if (by !== 'readers' && (date === undefined || reason === undefined))
      context.addIssue({ code: 'custom', path: [], message: `the review of a ${by} needs a date and a reason` })
  })
export type ReviewedTool = z.output<typeof reviewedToolSchema>

/** content/reviews/<id>.yaml: what was found of each definition of one server. The file's name is the server's id. */
export const serverReviewsSchema = z
  .strictObject({ made: z.array(reviewRunSchema).default([]), tools: z.array(reviewedToolSchema) })
  .superRefine(({ made, tools }, context) => {
    const seen = new Set<string>()
    for (const [index, { name, digest, by, run = 1 }] of tools.entries()) {
      const add = (message: string) => context.addIssue({ code: 'custom', path: ['tools', index], message })
      const key = `${digest} ${name}`
      if (seen.has(key)) add(`the same definition of ${JSON.stringify(name)} is reviewed twice`)
      seen.add(key)
      if (by === 'readers' && run > made.length) add(`it names entry ${run} of made, which has ${made.length}`)
    }
  })
export type ServerReviews = z.output<typeof serverReviewsSchema>

/** The review of one definition, with when and how it was made. */
export interface Review extends Judgement {
  by: 'readers' | 'person' | 'model'
  date: string
  /** How it was made; absent for a correction. */
  run?: ReviewRun
  /** Whether the two readers differed and a third decided. */
  third: boolean
  reason?: string
}
