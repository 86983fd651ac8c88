import type { Assessment } from '../schema/assessment.ts'
import type { Review } from '../schema/manifest.ts'
import { hintsOf, type Tool } from '../schema/tool.ts'
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
 * @param review a person's correction; it decides, and what was inferred stays beside it.
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
  if (!review) return assessment
  const rated = rateSeverity(reading, texts, review.category, rules)
  return {
    ...assessment,
    category: review.category,
    severity: review.severity ?? rated.severity,
    traits: traitsOf({ reading, texts, category: review.category, signals }, rules),
    base: rated.base,
    moves: review.severity ? [] : rated.moves,
    reviewed: { review, inferred: { category: assessment.category, severity: assessment.severity } },
  }
}
