import { z } from 'zod'
import { categorySchema, verdictSchema } from './category-schema.ts'

const fraction = z.number().min(0).max(1)
const share = z.strictObject({ value: fraction, low: fraction, high: fraction })
const earlier = z.strictObject({ strict: fraction, lenient: fraction, note: z.string() })

/** content/evaluation/sets.yaml: what the labelled sets are, by id. */
export const setsSchema = z.record(
  z.string(),
  z.strictObject({
    title: z.string().min(1),
    about: z.string().min(1),
    /** What its labels say, and so which figures it has: categories alone, or harm by the rubric. */
    labels: z.enum(['category', 'harm']).default('category'),
    /** Whether it is rated once, after the rules are final, so that its figures stay those of that run. */
    sealed: z.boolean().default(false),
    /** How far a second labeller agreed: with the label, by Cohen's kappa, and with the label or an alternate of either. */
    second: z
      .strictObject({ n: z.int(), same: fraction, kappa: fraction, accepted: fraction, note: z.string() })
      .optional(),
    /** How far two readers agreed on the severity, by share and by Cohen's kappa, and on the category. */
    readers: z
      .strictObject({ n: z.int(), severity: fraction, kappa: fraction.optional(), category: fraction })
      .optional(),
    /** Figures of the first run, before anybody had seen a miss. */
    first: earlier.extend({ date: z.iso.date() }).optional(),
    /** Figures of a part that was kept aside. */
    held: earlier.extend({ n: z.int() }).optional(),
  }),
)
export type Sets = z.output<typeof setsSchema>

const run = {
  /** The day on which it was measured, in UTC. */
  date: z.iso.date(),
  /** SHA-256 of the rules that it was measured with. */
  rules: z.string(),
  n: z.int(),
  servers: z.int(),
}

/** How well categories were found. */
const categoryFiguresSchema = z.strictObject({
  ...run,
  strict: share,
  lenient: share,
  recallDestructiveFinancial: share,
  quoted: share,
  unclassified: z.int(),
  money: z.strictObject({ n: z.int(), strict: share, lenient: share }),
  confidence: z.record(
    z.enum(['high', 'medium', 'low', 'none']),
    z.strictObject({ n: z.int(), share: fraction, strict: share, lenient: share }),
  ),
  classes: z.record(categorySchema, z.strictObject({ n: z.int(), precision: share, recall: share })),
  confusion: z.record(categorySchema, z.record(verdictSchema, z.int())),
})
export type CategoryFigures = z.output<typeof categoryFiguresSchema>

/** How well severity, guarded rule, traits and category agree with readers who followed the rubric. */
const harmFiguresSchema = z.strictObject({
  ...run,
  exact: share,
  accepted: share,
  tooHigh: share,
  tooLow: share,
  effect: share,
  /** Of the `n` tools whose label says ask or deny, those that the guarded rule allows. */
  unsafe: share.extend({ n: z.int() }),
  irreversible: share,
  traits: z.strictObject({ precision: share, recall: share }),
  category: z.strictObject({ n: z.int(), strict: share, lenient: share }),
})
export type HarmFigures = z.output<typeof harmFiguresSchema>

/** content/evaluation/measured.json: the figures of each set, by its id, as `eval --record` wrote them. */
export const measuredSchema = z.record(
  z.string(),
  z.strictObject({ category: categoryFiguresSchema.optional(), harm: harmFiguresSchema.optional() }),
)
export type Measured = z.output<typeof measuredSchema>
