import type { Assessment } from '../schema/assessment.ts'
import type { Review } from '../schema/review.ts'
import { hintsOf, type Tool } from '../schema/tool.ts'
import { applyReview } from './apply-review.ts'
import type { CompiledRules } from './compile-rules.ts'
import { inferFrom } from './infer.ts'
import { readingOf } from './reading.ts'
import type { ServerContext } from './server-context.ts'
import { rateSeverity } from './severity.ts'
import { textsOf } from './texts.ts'
import { traitsOf } from './traits.ts'

/**
 * Category and severity of one tool, with every signal that led to them. Pure and total: whatever a server sends as
 * description, schema or hints, it gives an assessment and does not throw.
 * @param review of exactly this definition; it decides, and what was inferred stays beside it.
 */
export function assess(tool: Tool, context: ServerContext, rules: CompiledRules, review?: Review): Assessment {
  const reading = readingOf(tool, context, rules)
  const inferred = inferFrom(reading, context, rules)
  const texts = textsOf(reading)
  const signals = [...inferred.evidence, ...inferred.counterEvidence]
  const assessment: Assessment = {
    ...inferred,
    ...rateSeverity(reading, texts, inferred.category, rules),
    traits: traitsOf({ reading, texts, category: inferred.category, signals }, rules),
    hints: hintsOf(tool),
  }
  return review ? applyReview(assessment, review, rules) : assessment
}
