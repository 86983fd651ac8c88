import { recommend } from '../policy/recommend/recommend.ts'
import { shownFindings } from '../policy/recommend/shown-findings.ts'
import { analyse } from '../risk/analyse.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import type { Rate } from '../risk/evaluation/harm.ts'
import type { Limits } from '../schema/limits.ts'

/** The classifier alone, without any review, and the guarded rule that follows from it. */
export function rateAlone(rules: CompiledRules, table: Limits): Rate {
  return (tool, context) => {
    const { assessment, findings: found } = analyse(tool, { context, siblings: new Set([tool.name]) }, rules)
    const { effect, limits } = recommend('', tool, assessment, shownFindings(found, rules), table)
    const { category, severity, traits, harm } = assessment
    const [first] = harm?.spans ?? []
    return {
      category,
      severity,
      irreversible: harm?.irreversible ?? false,
      traits: traits.map(({ trait }) => trait),
      effect: effect === 'hide' ? 'deny' : effect === 'allow' && limits.length > 0 ? 'limit' : effect,
      because: harm ? `${harm.line} ${harm.rule}${first ? ` “${first.quote}”` : ''}` : 'no evidence',
    }
  }
}
