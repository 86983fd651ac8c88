import { z } from 'zod'
import { CedarDecimal } from '../../core/cedar-decimal.ts'
import { CedarEvaluationError, type CedarTest, readCedarExpression } from '../../core/cedar-expression.ts'
import { readCedarString } from '../../core/cedar-text.ts'
import { readYaml } from '../../core/read-text.ts'
import { type NamedTool, type OtherRequest, type Simulate, simulation } from '../../core/simulation.ts'

/** The file, as far as it is written here. */
const toolhiveSchema = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('cedarv1'),
  cedar: z.strictObject({
    policies: z.array(z.string()).min(1, 'at least one policy is required for Cedar authorization'),
    entities_json: z.literal('[]'),
  }),
})

const POLICY =
  /^(permit|forbid)\(principal, action == Action::"call_tool", resource(?: == Tool::("(?:[^"\\]|\\.)*"))?\)(?: (when|unless) \{ (.*) \})?;$/s

/** Prompts and resources, about which no rule says anything. */
const BEYOND = /^permit\(principal, action == Action::"(?:get_prompt|read_resource)", resource\);$/

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
export const simulateToolhive: Simulate = (text) => {
  const { value, problems } = readYaml(text, toolhiveSchema)
  if (!value) return { problems }
  const permits = readPolicies(value.cedar.policies, problems)
  return simulation(problems, () => ({
    call: (tool, args) => (permits(tool, args) ? 'pass' : 'hide'),
    mentions: () => ({ named: namedInPolicies(value.cedar.policies), open: [], extra: [] }),
    requests: () => requestsBeyondTools(value.cedar.policies),
  }))
}

/**
 * Whether policies let a tool be called; a policy that cannot be evaluated refuses the call.
 * @param problems takes what is not one of the forms that are written here.
 */
export function readPolicies(
  policies: readonly string[],
  problems: string[],
): (tool: string, args: unknown) => boolean {
  const general: Statement[] = []
  const byTool = new Map<string, Statement[]>()
  for (const policy of policies) {
    const read = statement(policy)
    if (!read) {
      if (!BEYOND.test(policy)) problems.push(`not understood: ${policy}`)
    } else if (read.tool === undefined) general.push(read)
    else
      byTool
        .set(read.tool, byTool.get(read.tool) ?? [])
        .get(read.tool)
        ?.push(read)
  }
  return (tool, args) => {
    const context = contextOf(args)
    try {
      const matching = [...general, ...(byTool.get(tool) ?? [])].filter(({ applies }) => applies(context))
      return matching.length > 0 && matching.every(({ permits }) => permits)
    } catch (error) {
      if (error instanceof CedarEvaluationError) return false
      throw error
    }
  }
}

/** Prompts and resources are to stay open where tools that no policy names do, and nowhere else. */
export function requestsBeyondTools(policies: readonly string[]): OtherRequest[] {
  const permitsOf = (action: string) => policies.includes(`permit(principal, action == Action::"${action}", resource);`)
  const wanted = permitsOf('call_tool') ? 'pass' : 'deny'
  return [
    { what: 'a prompt', wanted, meets: permitsOf('get_prompt') ? 'pass' : 'deny' },
    { what: 'a resource', wanted, meets: permitsOf('read_resource') ? 'pass' : 'deny' },
  ]
}

/** The tools that policies name. */
export const namedInPolicies = (policies: readonly string[]): NamedTool[] =>
  policies.flatMap((policy) => {
    const literal = POLICY.exec(policy)?.[2]
    const tool = literal === undefined ? undefined : readCedarString(literal)
    return tool === undefined ? [] : [{ tool }]
  })

type SeenByPolicies = string | boolean | CedarDecimal

/**
 * What policies see of the arguments: texts, booleans, numbers as decimals, and of lists, objects and null that they are there. A
 * number that is not a decimal is left out.
 * Source: stacklok/toolhive e25de16c, pkg/authz/authorizers/cedar/core.go, preprocessArguments, and entity.go,
 * convertFloatToCedar.
 */
export function contextOf(args: unknown): Record<string, SeenByPolicies> {
  return Object.fromEntries(
    Object.entries((args ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, SeenByPolicies][] => {
      if (typeof value === 'string' || typeof value === 'boolean') return [[`arg_${name}`, value]]
      if (typeof value !== 'number') return [[`arg_${name}_present`, true]]
      const decimal = CedarDecimal.of(value)
      return decimal ? [[`arg_${name}`, decimal]] : []
    }),
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
