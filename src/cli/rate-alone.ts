import { recommend } from '../policy/recommend/recommend.ts'
import { assess } from '../risk/assess.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import type { Rate } from '../risk/evaluation/harm.ts'
import type { Limits } from '../schema/limits.ts'

/** The classifier alone, without any review, and the guarded rule that follows from it. */
export function rateAlone(rules: CompiledRules, table: Limits): Rate {
  return (tool, context) => {
    const assessment = assess(tool, context, rules)
    const { effect, limits } = recommend('', tool, assessment, table)
    const { category, severity, traits, evidence } = assessment
    const [first] = evidence
    return {
      category,
      severity,
      // Today's rating says of these categories that there is no way back.
      irreversible: category === 'Destructive' || category === 'Financial',
      traits: traits.map(({ trait }) => trait),
      effect: effect === 'hide' ? 'deny' : effect === 'allow' && limits.length > 0 ? 'limit' : effect,
      because: first ? `${first.rule} “${first.quote}”` : 'no evidence',
    }
  }
}
