import type { Category, Verdict } from './category.ts'
import type { Contradiction, Deed, Harm, HarmLine } from './harm.ts'
import type { Review } from './review.ts'
import type { Severity } from './severity.ts'
import type { Hints } from './tool.ts'
import type { TraitId } from './trait.ts'

/** How sure the classifier is; thresholds in content/risk/scoring.yaml. */
export type Confidence = 'high' | 'medium' | 'low' | 'none'

/**
 * Why confidence is low: the definition contradicts itself; its signals hardly outweigh those for another category; no act
 * shows, so that the category alone decides; it acts on something that no rule knows; or the fitted model expects more harm.
 */
export const doubts = ['contradiction', 'close', 'no-act', 'unknown-object', 'second-reading'] as const
export type Doubt = (typeof doubts)[number]

/** A place in a tool's definition. */
export interface Span {
  /**
   * `name`, `title`, `description`, or a JSON pointer (RFC 6901) into the definition such as
   * `/inputSchema/properties/command`, `/inputSchema/properties/action/enum/1` or `/annotations/readOnlyHint`.
   */
  field: string
  /**
   * Offsets in UTF-16 units, end exclusive. In a text field they count in the text; at a pointer to a string in that
   * string; at a pointer to a property in the property's name; at a hint in the hint's name.
   */
  start: number
  end: number
  /** Exactly the characters from start to end. */
  quote: string
}

/** One signal that was seen. */
export interface Evidence extends Span {
  /** Id of the rule in content/risk, for example `N-VERB` or `D-EXEC-CODE`. */
  rule: string
  category: Category
  /** Weight after all adjustments; greater than 0. */
  points: number
}

/** Something that the tool can do or touch, beside its category. */
export interface Trait extends Span {
  trait: TraitId
  /** Id of the rule in content/risk/traits.yaml, or `review` where only the review names it: then nothing is quoted. */
  rule: string
}

/** What the classifier concluded from the definition alone. */
export interface Inference {
  category: Verdict
  severity: Severity
  confidence: Confidence
  /** Why confidence is low; absent where it is not. */
  doubt?: Doubt
  /** Difference of the two highest category totals; 0 or more. */
  margin: number
  /** Signals for the chosen category, strongest first. */
  evidence: Evidence[]
  /** Signals for other categories, strongest first. */
  counterEvidence: Evidence[]
  traits: Trait[]
  /** The line of the rubric that decided the severity; absent only where nothing shows what the tool does. */
  harm?: Harm
  /** Everything that the definition says the tool does, as it is read. */
  deeds: Deed[]
  /** Signals that disagree; the side that shows more harm decided. */
  contradictions: Contradiction[]
  /** What the server says in its own favour; it never lowers a rating. */
  claims: Span[]
}

/** The rating of the classifier alone. */
export interface InferredRating {
  category: Verdict
  severity: Severity
  /** The line of the rubric that decided, where the classifier names one. */
  line?: HarmLine
  /** The harm with its quotes, where the classifier sees one. */
  harm?: Harm
}

/** Category and severity of one tool with everything that led to them. */
export interface Assessment extends Inference {
  /** What the server declared. */
  hints: Hints
  /** The review that decided, and what the classifier inferred without it. */
  reviewed?: { review: Review; inferred: InferredRating }
}

/** What the classifier says by itself, whatever a review made of it. */
export const inferredOf = (assessment: Assessment): InferredRating => assessment.reviewed?.inferred ?? assessment
