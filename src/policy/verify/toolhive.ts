import { parse } from 'yaml'
import { z } from 'zod'
import { readCedarString } from '../formats/cedar-text.ts'
import { readYaml } from './read-text.ts'
import type { Verifier } from './verifier.ts'

export const toolhiveSchema = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('cedarv1'),
  cedar: z.strictObject({
    policies: z.array(z.string()).min(1, 'at least one policy is required for Cedar authorization'),
    entities_json: z.literal('[]'),
  }),
})

const POLICY = /^(permit|forbid)\(principal, action == Action::"call_tool", resource(?: == Tool::(".*"))?\);$/s

interface Statement {
  permits: boolean
  /** Undefined for every tool. */
  tool: string | undefined
}

/**
 * Denied unless permitted, and a forbid wins. Knows the two forms of policy that are written here; the real engine checks
 * them, too. Source: docs.cedarpolicy.com, authorization; stacklok/toolhive
 * e25de16c, docs/authz.md and pkg/authz/authorizers/cedar/core.go (ValidateConfig), read 2026-11-21.
 */
export const toolhiveVerifier: Verifier = {
  by: 'a restatement of ToolHive’s use of Cedar, and Cedar itself',
  namesServer: false,
  verify(text) {
    const { value, problems } = readYaml(text, toolhiveSchema)
    if (!value) return problems
    return policyProblems(value.cedar.policies)
  },
  load(text) {
    const permitted = permits(toolhiveSchema.parse(parse(text)).cedar.policies)
    return (tool) => (permitted(tool) ? 'pass' : 'hide')
  },
}

/** What is not one of the two forms. */
export const policyProblems = (policies: readonly string[]) =>
  policies.flatMap((policy) => (statement(policy) ? [] : [`not understood: ${policy}`]))

/** Whether the policies let a tool be called. */
export function permits(policies: readonly string[]): (tool: string) => boolean {
  const statements = policies.map(statement).filter((one) => one !== undefined)
  return (tool) => {
    const matching = statements.filter((one) => one.tool === undefined || one.tool === tool)
    return matching.length > 0 && matching.every(({ permits }) => permits)
  }
}

function statement(policy: string): Statement | undefined {
  const match = POLICY.exec(policy)
  if (!match) return undefined
  const [, effect, literal] = match
  const tool = literal === undefined ? undefined : readCedarString(literal)
  return literal !== undefined && tool === undefined ? undefined : { permits: effect === 'permit', tool }
}
