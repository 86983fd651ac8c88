import { formats } from '../policy/targets/index.ts'
import type { Posture } from '../schema/posture.ts'
import type { Tool } from '../schema/tool.ts'
import { madeUp, madeUpSnippet } from './made-up.ts'
import type { PageSnippet } from './page-snippet.ts'
import type { Site } from './site.ts'

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
  const own = madeUp(
    site,
    names.map((name) => toolOf(site, name)),
    { server, posture, args },
  )
  return madeUpSnippet(site, format, own, { rest, posture, serverKey: server }, 'a guide’s policy')
}

function toolOf({ content }: Site, name: string): Tool {
  const tool = content.attacks.tools.find((one) => one.name === name)
  if (!tool) throw new Error(`a guide asks for the tool ${name}, which content/attack-tools.yaml does not have`)
  return tool
}
