import type { Format, RenderOptions } from '../policy/formats/format.ts'
import { narrow, opened } from '../policy/recommend/narrow.ts'
import { proposals } from '../policy/recommend/proposals.ts'
import { placeholders } from '../policy/recommend/reader-values.ts'
import { recommend } from '../policy/recommend/recommend.ts'
import { verifySnippet } from '../policy/verify/index.ts'
import { effectWords } from '../policy/words.ts'
import { assess } from '../risk/assess.ts'
import { type ServerContext, serverContext } from '../risk/server-context.ts'
import type { Inference } from '../schema/assessment.ts'
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
  return tools.map((tool) => {
    const assessment = assess(tool, context, site.rules)
    const rule = recommend(server, tool, assessment, site.content.limits, posture)
    if (!args) return { tool, context, assessment, rule }
    const { families } = site.content
    const found = proposals(tool, assessment.category, families)
    const values = placeholders(families)
    return { tool, context, assessment, rule: opened(rule, found, values) ?? narrow(rule, found, values) }
  })
}

/**
 * Their policy in one format, ready to print.
 * @param where what asks for it, for the error.
 * @throws {Error} when it does not do what it is said to do, so that nothing that is printed goes stale.
 */
export async function madeUpSnippet(
  site: Site,
  format: Format,
  own: readonly MadeUp[],
  { rest, serverKey }: Pick<RenderOptions, 'rest' | 'serverKey'>,
  where: string,
): Promise<PageSnippet> {
  const rules = own.map(({ rule }) => rule)
  const tools = new Map(own.map(({ tool }) => [tool.name, tool]))
  const snippet = format.render(rules, { rest, serverKey, tools })
  const problems = verifySnippet(snippet, rules, rest)
  if (problems.length > 0) throw new Error(`${where} as ${format.id}: ${problems.join('; ')}`)
  const [rule] = rules
  const words = rules.length === 1 && rule ? effectWords(rule, snippet) : { summary: '', points: [] }
  return pageSnippet(snippet, format, words, site.content.verified)
}
