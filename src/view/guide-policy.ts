import { targets } from '../policy/targets/index.ts'
import type { Posture } from '../schema/posture.ts'
import type { Tool } from '../schema/tool.ts'
import { madeUp, madeUpSnippet } from './made-up.ts'
import type { PageSnippet } from './page-snippet.ts'
import type { Site } from './site.ts'

/** What a guide asks for. */
export interface GuidePolicy {
  target: string
  /** Names of tools of content/attack-tools.yaml. */
  tools: readonly string[]
  posture?: Posture
  /** What happens to unlisted tools; `allow` when absent. */
  defaultEffect?: 'allow' | 'deny'
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
  {
    target: id,
    tools: names,
    posture = 'guarded',
    defaultEffect = 'allow',
    server = 'example',
    args = false,
  }: GuidePolicy,
): Promise<PageSnippet> {
  const target = targets.find((one) => one.id === id)
  if (!target) throw new Error(`a guide asks for the target ${id}, which does not exist`)
  const own = madeUp(
    site,
    names.map((name) => toolOf(site, name)),
    { server, posture, args },
  )
  return madeUpSnippet(site, target, own, { defaultEffect, posture, serverKey: server }, 'a guide’s policy')
}

function toolOf({ content }: Site, name: string): Tool {
  const tool = content.attacks.tools.find((one) => one.name === name)
  if (!tool) throw new Error(`a guide asks for the tool ${name}, which content/attack-tools.yaml does not have`)
  return tool
}
