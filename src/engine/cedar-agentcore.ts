import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { CedarDecimal } from '../policy/core/cedar-decimal.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import { satisfyAll } from '../policy/prove/sample-arguments.ts'
import { actionId } from '../policy/targets/agentcore/action-id.ts'
import { GATEWAY } from '../policy/targets/agentcore/render.ts'
import type { Condition } from '../schema/rule.ts'
import { objectOf, type Tool } from '../schema/tool.ts'
import { argumentsRefused, type GatewayAction, gatewaySchema, withRequired } from './agentcore-schema.ts'
import { validationProblems } from './agentcore-validation.ts'
import { fewTrials } from './few-trials.ts'
import { PolicySlices } from './policy-slices.ts'
import { unlistedTools } from './unlisted-tools.ts'

const PARSED = { alone: 'agentcore alone', joined: 'agentcore joined' } as const
/** Whether the text is all that there is, or joins policies that permit everything. */
export type Company = keyof typeof PARSED

export type AskAgentcore = (
  tool: string,
  args: Record<string, unknown>,
  company: Company,
  principal?: 'OAuthUser' | 'IamEntity',
) => boolean

/**
 * Reads policies as Cedar does.
 * @param definitions the tools, by whose schemas numbers are integers or decimals.
 */
export function agentcoreCedar(
  text: string,
  { serverKey, gateway, definitions }: { serverKey: string; gateway: string; definitions: ReadonlyMap<string, Tool> },
): { problems: string[] } | { ask: AskAgentcore } {
  const parts = cedarWasm.policySetTextToParts(text)
  if (parts.type === 'failure') return { problems: parts.errors.map(({ message }) => message) }
  const made = new Map<Company, PolicySlices>()
  const slicesOf = (company: Company) => {
    const others = company === 'joined' ? ['permit(principal, action, resource);'] : []
    const slices = made.get(company) ?? new PolicySlices(PARSED[company], [...parts.policies, ...others], 'action')
    made.set(company, slices)
    return slices
  }
  return {
    ask(tool, args, company, principal = 'OAuthUser') {
      const answer = cedarWasm.statefulIsAuthorized({
        principal: { type: `AgentCore::${principal}`, id: 'someone' },
        action: { type: 'AgentCore::Action', id: actionId(serverKey, tool) },
        resource: { type: 'AgentCore::Gateway', id: gateway },
        context: { input: typedInput(args, definitions.get(tool)) },
        preparsedPolicySetId: slicesOf(company).setFor(actionId(serverKey, tool)),
        entities: [],
      })
      if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
      return answer.response.decision === 'allow'
    },
  }
}

/** Arguments as Cedar's JSON: `number` is a decimal, and null is as good as nothing. */
function typedInput(args: Record<string, unknown>, definition: Tool | undefined): cedarWasm.Context {
  const schemas = objectOf(objectOf(definition?.['inputSchema'])?.['properties']) ?? {}
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]): [string, cedarWasm.CedarValueJson][] => {
      if (value === null || value === undefined) return []
      const type = objectOf(Object.hasOwn(schemas, name) ? schemas[name] : undefined)?.['type']
      if (typeof value !== 'number' || type === 'integer') return [[name, value as cedarWasm.CedarValueJson]]
      return [[name, { __extn: { fn: 'decimal', arg: String(CedarDecimal.of(value)) } }]]
    }),
  )
}

/**
 * Validates the policies against the schema that the vendor's generator makes of the tools, and authorizes calls of both kinds of
 * principal: alone, and beside policies that permit everything where the snippet joins others.
 */
export function checkAgentcore(snippet: Snippet): string[] {
  const { text, effects, conditions, defaultEffect, serverKey, gateway = GATEWAY, tools = new Map() } = snippet
  const names = [...effects.keys()]
  const gatewayTools = gatewaySchema(
    serverKey,
    names.map((name) => ({ name, definition: tools.get(name) })),
  )
  const { actions } = gatewayTools
  const problems = validationProblems(text, serverKey, gatewayTools)
  const read = agentcoreCedar(text, { serverKey, gateway, definitions: tools })
  if ('problems' in read) return [...problems, ...read.problems]
  const companies: Company[] = defaultEffect === 'allow' ? ['alone', 'joined'] : ['alone']
  const askedAs = new Set<string>()
  const expect = (tool: string, args: Record<string, unknown>, expected: Record<Company, boolean>, what: string) => {
    // No condition is about the principal, so the second kind is asked for each tool once.
    const principals = askedAs.has(tool) ? (['OAuthUser'] as const) : (['OAuthUser', 'IamEntity'] as const)
    askedAs.add(tool)
    for (const company of companies)
      for (const principal of principals) {
        const passes = read.ask(tool, args, company, principal)
        if (passes !== expected[company])
          problems.push(
            `${tool}: Cedar ${passes ? 'allows' : 'refuses'} a call with ${what} (${company}, ${principal})`,
          )
      }
  }
  const both = (expected: boolean) => ({ alone: expected, joined: expected })
  for (const action of actions) {
    const own = conditions.get(action.tool)
    if (!own) expect(action.tool, {}, both(effects.get(action.tool) === 'allow'), 'no arguments')
    else
      for (const { args, what } of trialsOf(action, own, snippet))
        expect(action.tool, args, both(satisfyAll(own, args)), what)
  }
  for (const tool of unlistedTools(effects)) expect(tool, {}, { alone: false, joined: true }, 'no arguments')
  return problems
}

const trialsFor = fewTrials()

/** Calls that the gateway hands to policies: those whose arguments its schema takes. */
function trialsOf(action: GatewayAction, own: readonly Condition[], { text, tools }: Snippet) {
  const paths = new Set(own.map(({ path }) => path))
  return trialsFor(own, action.tool, text).flatMap(({ args, what }) => {
    const complete = withRequired(action, args, paths)
    return argumentsRefused(action, complete, tools?.get(action.tool)) === undefined ? [{ args: complete, what }] : []
  })
}
