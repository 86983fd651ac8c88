import type { Assessment, Trait } from '../schema/assessment.ts'
import type { Harm } from '../schema/harm.ts'
import type { Review } from '../schema/review.ts'
import type { CompiledRules } from './compile-rules.ts'

/**
 * An assessment that follows its review: category, severity, harm line, irreversibility and traits are the review's, and
 * what was inferred stays beside it. Where the classifier came to the same line or saw the same trait, its quotes stay;
 * contradictions are settled.
 */
export function applyReview(inferred: Assessment, review: Review, rules: CompiledRules): Assessment {
  const { category, severity, harm } = inferred
  const named = new Set<string>(review.traits)
  return {
    ...inferred,
    category: review.category,
    severity: review.severity,
    harm: harmOf(review, harm, rules),
    contradictions: [],
    traits: rules.source.traits.flatMap(({ id }) => (named.has(id) ? [traitOf(id, inferred)] : [])),
    reviewed: { review, inferred: { category, severity, ...(harm ? { line: harm.line, harm } : {}) } },
  }
}

function harmOf({ line, irreversible }: Review, inferred: Harm | undefined, rules: CompiledRules): Harm {
  if (inferred?.line === line) return { ...inferred, irreversible }
  const place = rules.rubric.get(line)?.place ?? 'service'
  return { line, rule: 'review', spans: [], irreversible, reach: line === 'C2' ? 'container' : 'one', place }
}

const traitOf = (id: Trait['trait'], { traits }: Assessment): Trait =>
  traits.find(({ trait }) => trait === id) ?? {
    trait: id,
    rule: 'review',
    field: 'review',
    start: 0,
    end: 0,
    quote: '',
  }
