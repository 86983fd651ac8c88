import { z } from 'zod'
import { harmLines, places, reaches } from './harm.ts'
import { severitySchema } from './severity-schema.ts'

/** A `HarmLine`, a `Reach` and a `Place` in a file. */
export const harmLineSchema = z.enum(harmLines)
export const reachSchema = z.enum(reaches)
export const placeSchema = z.enum(places)

/** One way to say a line on the page of a tool; all conditions must hold. */
const sayingSchema = z.strictObject({
  /** Classes of the verb in content/risk/acts.yaml. */
  verbs: z.array(z.string()).min(1).optional(),
  /** Traits that the tool must all have. */
  traits: z.array(z.string()).min(1).optional(),
  /** Rules of content/risk/harm-rules.yaml, one of which must have decided. */
  rules: z.array(z.string()).min(1).optional(),
  reach: reachSchema.optional(),
  place: placeSchema.optional(),
  /** Whether a later call restores the earlier state. */
  undo: z.boolean().optional(),
  /** Lines of the rules, one of which reviewers overruled. */
  overruled: z.array(harmLineSchema).min(1).optional(),
  /** Completes "High: …". {act}, {where} and {undo} are filled in; a form with {act} needs a verb. */
  text: z.string().min(1),
})
export type Saying = z.output<typeof sayingSchema>

/** content/harm.yaml: the lines of the rubric in our words. */
export const rubricSchema = z.strictObject({
  lines: z.array(
    z.strictObject({
      id: harmLineSchema,
      severity: severitySchema,
      /** Completes "High: …" on pages, with {object} for what the act is about. */
      title: z.string().min(1),
      /** The title on the page of a tool whose definition does not say how lasting the effect is. */
      cautious: z.string().min(1).optional(),
      /** When the line holds, for the method page. */
      about: z.string().min(1),
      /** Whether no later call restores the earlier state, unless a rule says otherwise. */
      irreversible: z.boolean(),
      place: placeSchema,
      /** Forms for pages, the first that fits counts; none for readers, who judge by title and about. */
      says: z.array(sayingSchema).default([]),
    }),
  ),
})
export type Rubric = z.output<typeof rubricSchema>
