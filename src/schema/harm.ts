import type { Span } from './assessment.ts'
import type { Severity } from './severity.ts'

export type { Rubric, Saying } from './harm-schema.ts'

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
export type HarmLine = (typeof harmLines)[number]

/** How much one call reaches: one thing, a list, or a thing that holds others. */
export const reaches = ['one', 'list', 'container'] as const
export type Reach = (typeof reaches)[number]

/** Where the effect of a call is felt. */
export const places = ['session', 'machine', 'service', 'production', 'public'] as const
export type Place = (typeof places)[number]

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

/** The title of a line where no object is known. */
export const lineTitle = ({ title }: { title: string }): string => title.replaceAll('{object}', 'something')

const SEVERITIES: Record<string, Severity> = { C: 'Critical', H: 'High', M: 'Medium', L: 'Low' }

/** The severity that a line stands for: its letter says it. */
export const severityOfLine = (line: HarmLine): Severity => SEVERITIES[line.charAt(0)] as Severity

/** Stands for a rule where no act shows and the category alone gives the line. */
export const FALLBACK_RULE = 'Z-FALLBACK'
