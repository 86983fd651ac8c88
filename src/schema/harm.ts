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

/** A noun with what stands before it, as the definition spells it. */
export interface Thing {
  /** In lower case, up to four words. */
  words: string
  /** The last noun, in the singular. */
  head: string
  plural: boolean
}

/** One thing that a tool does, in parts of a sentence. */
export interface Deed {
  /** In its base form. */
  verb: string
  /** Its class in content/risk/acts.yaml. */
  kind: string
  /** What it is done to; undefined where the definition names nothing that is surely a noun. */
  thing?: Thing
  /** What of the thing is meant: "details", "count". */
  aspect?: string
  /** Whether it is done to several things. */
  many: boolean
  /** Where the thing is or belongs: "in a base". */
  part?: { preposition: string; thing: Thing }
  /** The line of the rubric that it comes to, where a rule knows. */
  line?: HarmLine
  from: 'name' | 'description' | 'parameter'
  /** Whether it is the first act of its text. */
  lead: boolean
  /** The words from the verb to the end of the object. */
  span: Span
}

/** The harm that one call of a tool can do. */
export interface Harm {
  /** The line of the rubric that decided the severity. */
  line: HarmLine
  /** Id of the rule in content/risk/harm-rules.yaml that came to that line. */
  rule: string
  /** The words that decided, the main ones first; empty only for a line that is taken because nothing else shows. */
  spans: Span[]
  /** What the act is about, in lower case, up to three words of the definition; undefined where it names nothing. */
  object?: string
  /** Whether no later call restores the earlier state. */
  irreversible: boolean
  reach: Reach
  place: Place
  /** The act that decided; undefined where a statement or a parameter decided by itself. */
  deed?: Deed
}

/** Two strong signals that disagree; the side that shows more harm decided. */
export interface Contradiction {
  graver: Span
  milder: Span
}

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

/** The title of a line where no object is known. */
export const lineTitle = ({ title }: { title: string }): string => title.replaceAll('{object}', 'something')

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
      /** Forms for pages, the first that fits counts; none for readers, who judge by title and about. */
      says: z.array(sayingSchema).default([]),
    }),
  ),
})
export type Rubric = z.output<typeof rubricSchema>

const SEVERITIES: Record<string, Severity> = { C: 'Critical', H: 'High', M: 'Medium', L: 'Low' }

/** The severity that a line stands for: its letter says it. */
export const severityOfLine = (line: HarmLine): Severity => SEVERITIES[line.charAt(0)] as Severity
