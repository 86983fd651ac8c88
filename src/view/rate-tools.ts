import { narrow } from '../policy/recommend/narrow.ts'
import { type Proposals, proposals } from '../policy/recommend/proposals.ts'
import { recommend } from '../policy/recommend/recommend.ts'
import { shownFindings } from '../policy/recommend/shown-findings.ts'
import { analyse } from '../risk/analyse.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import { serverContext } from '../risk/server-context.ts'
import type { ArgumentFamilies } from '../schema/argument-families.ts'
import type { Assessment } from '../schema/assessment.ts'
import type { Finding } from '../schema/finding.ts'
import type { Limits } from '../schema/limits.ts'
import type { ServerData } from '../schema/manifest.ts'
import { type Posture, postures } from '../schema/posture.ts'
import type { Review } from '../schema/review.ts'
import type { Rule } from '../schema/rule.ts'
import type { Tool } from '../schema/tool.ts'
import { traitsByLine } from './shown-traits.ts'

/** What a rating rests on. */
export interface RatingRules {
  rules: CompiledRules
  limits: Limits
  families: ArgumentFamilies
}

/** A definition with its rating, what is wrong with it, and its rules. */
export interface RatedDefinition {
  tool: Tool
  assessment: Assessment
  findings: Finding[]
  /** What a rule can demand of the arguments. */
  proposals: Proposals
  /** The rule of every posture. */
  rules: Record<Posture, Rule>
}

/**
 * Rates all tools of one server and recommends a rule for each; the same wherever it runs. Pure and total.
 * @param id the server's name.
 * @param data whose data it holds, where that is known.
 * @param reviewOf the review that counts for a tool, by its place in the list.
 */
export function rateTools(
  id: string,
  tools: readonly Tool[],
  { rules, limits, families }: RatingRules,
  data: ServerData | undefined,
  reviewOf: (index: number) => Review | undefined = () => undefined,
): RatedDefinition[] {
  const context = serverContext(id, tools, rules, data)
  const siblings = new Set(tools.map(({ name }) => name))
  return tools.map((tool, index) => {
    const { assessment: rated, findings } = analyse(tool, { context, siblings, review: reviewOf(index) }, rules)
    const assessment = { ...rated, traits: traitsByLine(rated) }
    const shown = shownFindings(findings, rules)
    const proposed = proposals(tool, assessment.category, families)
    const own = Object.fromEntries(
      postures.map((posture) => {
        const rule = recommend(id, tool, assessment, shown, limits, posture)
        // Deny-only does not list the tools that it allows, so it checks none of their arguments.
        const isListed = posture !== 'deny-only' || rule.effect !== 'allow'
        return [posture, isListed ? narrow(rule, proposed) : rule]
      }),
    ) as Record<Posture, Rule>
    return { tool, assessment, findings, proposals: proposed, rules: own }
  })
}
