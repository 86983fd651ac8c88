import { describeSnippet } from '../policy/core/describe-effect.ts'
import { renderPosture } from '../policy/core/render-posture.ts'
import type { RenderOptions, Target } from '../policy/core/target.ts'
import { verifySnippet } from '../policy/prove/verify-snippet.ts'
import { demandAll } from '../policy/recommend/narrow.ts'
import { proposals } from '../policy/recommend/proposals.ts'
import { tightLimits } from '../policy/recommend/rated-rule.ts'
import { placeholders } from '../policy/recommend/reader-values.ts'
import { recommend } from '../policy/recommend/recommend.ts'
import { shownFindings } from '../policy/recommend/shown-findings.ts'
import { analyse } from '../risk/analyse.ts'
import { type ServerContext, serverContext } from '../risk/server-context.ts'
import type { Inference } from '../schema/assessment.ts'
import type { Finding } from '../schema/finding.ts'
import type { Posture } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import type { Tool } from '../schema/tool.ts'
import { type PageSnippet, pageSnippet } from './page-snippet.ts'
import type { Site } from './site.ts'

/** A tool that stands in for real ones, rated and ruled as they are. */
export interface MadeUp {
  tool: Tool
  context: ServerContext
  assessment: Inference
  findings: Finding[]
  rule: Rule
}

/**
 * Made-up tools of one made-up server, with their rules.
 * @param args whether to demand of the arguments whatever can be demanded; a tool that the rule asks about or denies is then
 * opened for calls that meet it.
 */
export function madeUp(
  site: Site,
  tools: readonly Tool[],
  { server, posture, args }: { server: string; posture: Posture; args: boolean },
): MadeUp[] {
  const context = serverContext(server, tools, site.rules)
  const siblings = new Set(tools.map(({ name }) => name))
  return tools.map((tool) => {
    const { assessment, findings } = analyse(tool, { context, siblings }, site.rules)
    const shown = shownFindings(findings, site.rules)
    const { families, limits } = site.content
    const rule = recommend(server, tool, assessment, shown, limits, posture)
    if (!args) return { tool, context, assessment, findings, rule }
    const found = proposals(tool, assessment.category, families)
    const demanding = demandAll(rule, found, placeholders(families), tightLimits(limits))
    return { tool, context, assessment, findings, rule: demanding }
  })
}

/**
 * Their policy for one target, ready to print.
 * @param where what asks for it, for the error.
 * @throws {Error} when it does not do what it is said to do, so that nothing that is printed goes stale.
 */
export async function madeUpSnippet(
  site: Site,
  target: Target,
  own: readonly MadeUp[],
  { posture, ...options }: Pick<RenderOptions, 'defaultEffect' | 'serverKey'> & { posture: Posture },
  where: string,
): Promise<PageSnippet> {
  const rules = own.map(({ rule }) => rule)
  const tools = new Map(own.map(({ tool }) => [tool.name, tool]))
  const { snippet, listed, defaultEffect, leftAlone } = renderPosture(target, rules, posture, { ...options, tools })
  const problems = verifySnippet(snippet, listed, defaultEffect, leftAlone)
  if (problems.length > 0) throw new Error(`${where} as ${target.id}: ${problems.join('; ')}`)
  const words = describeSnippet(rules.length === 1 ? rules[0] : undefined, snippet, leftAlone)
  return pageSnippet(snippet, words, site.content)
}
