import { formats } from '../policy/formats/index.ts'
import { proposals, withArguments } from '../policy/recommend/arguments.ts'
import { recommend } from '../policy/recommend/recommend.ts'
import { verifySnippet } from '../policy/verify/index.ts'
import { effectWords } from '../policy/words.ts'
import { assess } from '../risk/assess.ts'
import { serverContext } from '../risk/server-context.ts'
import type { Posture } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import type { Tool } from '../schema/tool.ts'
import type { Site } from './site.ts'
import { type PageSnippet, pageSnippet } from './tool-page.ts'

/** What a guide asks for. */
export interface GuidePolicy {
  format: string
  /** Names of tools of content/attack-tools.yaml. */
  tools: readonly string[]
  posture?: Posture
  /** What happens to other tools; `allow` when absent. */
  rest?: 'allow' | 'deny'
  /** The reader's name for the server; `example` when absent. */
  server?: string
  /** Whether to open tools for calls with the right arguments. */
  args?: boolean
}

/**
 * A policy for made-up tools, rendered and verified when the site is built.
 * @throws {Error} when it does not do what it is said to do, so that a guide cannot go stale.
 */
export async function guidePolicy(
  site: Site,
  { format: id, tools: names, posture = 'guarded', rest = 'allow', server = 'example', args = false }: GuidePolicy,
): Promise<PageSnippet> {
  const format = formats.find((one) => one.id === id)
  if (!format) throw new Error(`a guide asks for the format ${id}, which does not exist`)
  const tools = names.map((name) => toolOf(site, name))
  const context = serverContext(server, tools, site.rules)
  const rules = tools.map((tool): Rule => {
    const rule = recommend(server, tool, assess(tool, context, site.rules), site.content.limits, posture)
    const found = args ? proposals(tool, site.content.families) : []
    return found.length > 0 ? withArguments(rule, found) : rule
  })
  const definitions = new Map(tools.map((tool) => [tool.name, tool]))
  const snippet = format.render(rules, { rest, serverKey: server, tools: definitions })
  const problems = verifySnippet(snippet, rules, rest)
  if (problems.length > 0) throw new Error(`a guide’s policy as ${id}: ${problems.join('; ')}`)
  const [rule] = rules
  const words = rules.length === 1 && rule ? effectWords(rule, snippet) : { summary: '', points: [] }
  return pageSnippet(snippet, format, words, site.content.verified)
}

function toolOf({ content }: Site, name: string): Tool {
  const tool = content.attacks.tools.find((one) => one.name === name)
  if (!tool) throw new Error(`a guide asks for the tool ${name}, which content/attack-tools.yaml does not have`)
  return tool
}
