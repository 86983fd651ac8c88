import type { Confidence, Evidence, Span, Trait } from '../../schema/assessment.ts'
import type { Verdict } from '../../schema/category.ts'
import type { Tool } from '../../schema/tool.ts'
import type { Property } from '../properties.ts'

/** A definition as it was read, and what the rating made of it. Findings look at it and read nothing again. */
export interface Seen {
  tool: Tool
  reading: { properties: readonly Property[] }
  /** Where a fact of content/risk/harm-rules.yaml shows; undefined where it does not. */
  facts: { span(id: string): Span | undefined }
  /** What the definition says; what the server merely declares by hints is left out of it. */
  assessment: {
    category: Verdict
    confidence: Confidence
    /** Strongest first. */
    evidence: readonly Evidence[]
    traits: readonly Trait[]
    /** Strong signals that disagree. */
    contradictions?: readonly { graver: Span; milder: Span }[]
  }
}

/** What is known around a definition. */
export interface Around {
  /** Names of every tool that the server lists. */
  siblings: ReadonlySet<string>
  /** The definition as it was last accepted. */
  previous?: Seen | undefined
}

/** One thing that was found, before its rule gives it a level. */
export interface Hit {
  spans: Span[]
  detail?: string
  /** Whether it is the graver case of its rule. */
  raised?: boolean
}
