import { renderPosture } from '../policy/core/render-posture.ts'
import type { RenderOptions, Target } from '../policy/core/target.ts'
import { narrow, needsOneOf } from '../policy/recommend/narrow.ts'
import type { ReaderValues } from '../policy/recommend/reader-values.ts'
import { targets } from '../policy/targets/index.ts'
import type { Posture } from '../schema/posture.ts'
import type { SiteTool } from './site.ts'

/** A server as far as its policies need it. */
export interface PolicySubject {
  id: string
  tools: Pick<SiteTool, 'tool' | 'rules' | 'proposals'>[]
}

/** The policy of a whole server for every target. Deny-only aside, all its tools are named and everything else is denied. */
export function serverPolicies(self: PolicySubject, posture: Posture = 'guarded') {
  return targets.map((target) => ({ target, ...serverPolicy(self, target, posture) }))
}

/**
 * The policy of a whole server for one target.
 * @param options the reader's own names, the server's id where they have none; and values that narrow the arguments of tools
 *   that the posture allows. Deny-only then lists these tools, too.
 */
export function serverPolicy(
  self: PolicySubject,
  target: Target,
  posture: Posture,
  { values = {}, ...options }: Partial<Pick<RenderOptions, 'serverKey' | 'gateway'>> & { values?: ReaderValues } = {},
) {
  const rules = self.tools.map(({ rules, proposals }) =>
    needsOneOf(proposals, values) ? narrow(rules[posture], proposals, values) : rules[posture],
  )
  return renderPosture(target, rules, posture, {
    defaultEffect: 'deny',
    serverKey: self.id,
    tools: definitions(self),
    ...options,
  })
}

/** The definitions of a server's tools, by name, for targets that read schemas. */
export const definitions = ({ tools }: PolicySubject) => new Map(tools.map(({ tool }) => [tool.name, tool]))
