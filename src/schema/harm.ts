import { z } from 'zod'
import type { Span } from './assessment.ts'
import { type Severity, severitySchema } from './severity.ts'

/** The lines of the harm rubric, the gravest first; content/harm.yaml says what each means. */
export const harmLines = [
  'C1',
  'C2',
  'C3',
  'C4',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'H7',
  'M1',
  'M2',
  'M3',
  'M4',
  'L1',
  'L2',
] as const
export const harmLineSchema = z.enum(harmLines)
export type HarmLine = z.output<typeof harmLineSchema>

/** How much one call reaches: one thing, a list, or a thing that holds others. */
export const reaches = ['one', 'list', 'container'] as const
export const reachSchema = z.enum(reaches)
export type Reach = z.output<typeof reachSchema>

/** Where the effect of a call is felt. */
export const places = ['session', 'machine', 'service', 'production', 'public'] as const
export const placeSchema = z.enum(places)
export type Place = z.output<typeof placeSchema>

/** The harm that one call of a tool can do. */
export interface Harm {
  /** The line of the rubric that decided the severity. */
  line: HarmLine
  /** Id of the rule in content/risk/harm-rules.yaml that came to that line. */
  rule: string
  /** The words that decided, the main ones first; empty only for a line that is taken because nothing else shows. */
  spans: Span[]
  /** Whether no later call restores the earlier state. */
  irreversible: boolean
  reach: Reach
  place: Place
}

/** Two strong signals that disagree; the side that shows more harm decided. */
export interface Contradiction {
  graver: Span
  milder: Span
}

/** content/harm.yaml: the lines of the rubric in our words. */
export const rubricSchema = z.strictObject({
  lines: z.array(
    z.strictObject({
      id: harmLineSchema,
      severity: severitySchema,
      /** Completes "High: …" on pages, with {object} for what the act is about. */
      title: z.string().min(1),
      /** When the line holds, for the method page. */
      about: z.string().min(1),
      /** Whether no later call restores the earlier state, unless a rule says otherwise. */
      irreversible: z.boolean(),
      place: placeSchema,
    }),
  ),
})
export type Rubric = z.output<typeof rubricSchema>

const SEVERITIES: Record<string, Severity> = { C: 'Critical', H: 'High', M: 'Medium', L: 'Low' }

/** The severity that a line stands for: its letter says it. */
export const severityOfLine = (line: HarmLine): Severity => SEVERITIES[line.charAt(0)] as Severity
