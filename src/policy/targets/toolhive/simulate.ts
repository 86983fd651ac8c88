import { parse } from 'yaml'
import { z } from 'zod'
import { CedarEvaluationError, type CedarTest, readCedarExpression } from '../../core/cedar-expression.ts'
import { readCedarString } from '../../core/cedar-text.ts'
import { readYaml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

export const toolhiveSchema = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('cedarv1'),
  cedar: z.strictObject({
    policies: z.array(z.string()).min(1, 'at least one policy is required for Cedar authorization'),
    entities_json: z.literal('[]'),
  }),
})

const POLICY =
  /^(permit|forbid)\(principal, action == Action::"call_tool", resource(?: == Tool::("(?:[^"\\]|\\.)*"))?\)(?: (when|unless) \{ (.*) \})?;$/s

interface Statement {
  permits: boolean
  /** Undefined for every tool. */
  tool: string | undefined
  applies: CedarTest
}

/**
 * Denied unless permitted, and a forbid wins. Knows the forms of policy that are written here; the real engine checks
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
    return (tool, args) => (permitted(tool, args) ? 'pass' : 'hide')
  },
}

/** What is not one of these forms. */
export const policyProblems = (policies: readonly string[]) =>
  policies.flatMap((policy) => (statement(policy) ? [] : [`not understood: ${policy}`]))

/** Whether the policies let a tool be called; a policy that cannot be evaluated refuses the call. */
export function permits(policies: readonly string[]): (tool: string, args: unknown) => boolean {
  const statements = policies.map(statement).filter((one) => one !== undefined)
  return (tool, args) => {
    const context = contextOf(args)
    try {
      const matching = statements.filter((one) => (one.tool === undefined || one.tool === tool) && one.applies(context))
      return matching.length > 0 && matching.every(({ permits }) => permits)
    } catch (error) {
      if (error instanceof CedarEvaluationError) return false
      throw error
    }
  }
}

/**
 * What policies see of the arguments: texts, numbers and booleans, and of all else that it is there.
 * Source: stacklok/toolhive e25de16c, pkg/authz/authorizers/cedar/core.go, preprocessArguments.
 */
export function contextOf(args: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((args ?? {}) as Record<string, unknown>).map(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [`arg_${name}`, value] : [`arg_${name}_present`, true],
    ),
  )
}

function statement(policy: string): Statement | undefined {
  const match = POLICY.exec(policy)
  if (!match) return undefined
  const [, effect, literal, word, body] = match
  const tool = literal === undefined ? undefined : readCedarString(literal)
  const holds = body === undefined ? () => true : readCedarExpression(body, 'context')
  if (!holds || (literal !== undefined && tool === undefined)) return undefined
  return {
    permits: effect === 'permit',
    tool,
    applies: word === 'unless' ? (context) => !holds(context) : holds,
  }
}
