import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { parse } from 'yaml'
import type { Snippet } from '../policy/core/snippet.ts'
import { type ArgumentTrial, argumentTrials } from '../policy/prove/argument-trials.ts'
import { satisfyAll } from '../policy/prove/sample-arguments.ts'
import { actionId } from '../policy/targets/agentcore/action-id.ts'
import { GATEWAY } from '../policy/targets/agentcore/render.ts'
import { contextOf, toolhiveSchema } from '../policy/targets/toolhive/simulate.ts'
import { mcpServerSchema } from '../policy/targets/toolhive-kubernetes/simulate.ts'
import type { Condition } from '../schema/rule.ts'
import type { Engine } from './engine.ts'
import { unlistedTools } from './unlisted-tools.ts'

/** Cedar itself: parses every policy and authorizes a call of every tool. */
export const cedar: Engine = {
  id: 'cedar',
  name: `cedar-wasm ${cedarWasm.getCedarSDKVersion()}`,
  targets: ['toolhive', 'toolhive-kubernetes', 'agentcore'],
  async check(snippet: Snippet) {
    if (snippet.target.id === 'agentcore') return checkAgentcore(snippet)
    const document = parse(snippet.text)
    return snippet.target.id === 'toolhive'
      ? checkToolhive(snippet, toolhiveSchema.parse(document).cedar.policies)
      : checkToolhive(snippet, mcpServerSchema.parse(document).spec.authzConfig.inline.policies)
  },
}

// Policies are parsed once and asked many times; the next snippet takes the place of the last.
const PARSED = 'snippet'

/** What is asked of Cedar about one tool, prompt or resource. */
interface Attempt {
  action: string
  args: Record<string, unknown>
  what: string
}

const CALL: Attempt = { action: 'call_tool', args: {}, what: 'no arguments' }
const toolOf = (id: string) => ({ type: 'Tool', id })

/**
 * The trials of a tool with conditions: all of them where the conditions are seen first, and then a few, because the same
 * conditions become the same expression for every tool, and the model of the target tries them all.
 */
function trialsFor(own: readonly Condition[], seen: Set<string>): readonly ArgumentTrial[] {
  const trials = argumentTrials(own)
  const key = JSON.stringify(own)
  if (!seen.has(key)) {
    seen.add(key)
    return trials
  }
  const step = Math.ceil(trials.length / FEW_TRIALS)
  return trials.filter((_, index) => index % step === 0)
}

const FEW_TRIALS = 8
const seenByToolhive = new Set<string>()
const seenByAgentcore = new Set<string>()

// Both files of ToolHive hold the same policies, of which the same is said.
const checkedPolicies = new Map<string, string[]>()
const MAX_KNOWN = 1_000

function checkToolhive(snippet: Snippet, policies: readonly string[]): string[] {
  const { effects, conditions, defaultEffect } = snippet
  const passing = [...effects].map(([tool, effect]) => [tool, effect === 'allow' || effect === 'limit'])
  const key = JSON.stringify([policies, passing, [...conditions], defaultEffect])
  const known = checkedPolicies.get(key)
  if (known) return known
  if (checkedPolicies.size >= MAX_KNOWN) checkedPolicies.clear()
  const problems = authorizeAsToolhive(snippet, policies)
  checkedPolicies.set(key, problems)
  return problems
}

/** Authorizes calls as ToolHive does: without arguments, as it filters its list, and with good, wrong and missing ones. */
function authorizeAsToolhive({ effects, conditions, defaultEffect }: Snippet, policies: readonly string[]): string[] {
  const staticPolicies = policies.join('\n')
  const parsed = cedarWasm.preparsePolicySet(PARSED, { staticPolicies })
  if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message)
  const problems: string[] = []
  const ask = (resource: { type: string; id: string }, expected: boolean, { action, args, what }: Attempt = CALL) => {
    const answer = cedarWasm.statefulIsAuthorized({
      principal: { type: 'Client', id: 'someone' },
      action: { type: 'Action', id: action },
      resource,
      context: contextOf(args) as cedarWasm.Context,
      preparsedPolicySetId: PARSED,
      entities: [],
    })
    if (answer.type === 'failure') {
      problems.push(...answer.errors.map(({ message }) => `${resource.id}: ${message}`))
      return
    }
    // ToolHive refuses a call when a policy cannot be evaluated.
    const { decision, diagnostics } = answer.response
    const passes = decision === 'allow' && diagnostics.errors.length === 0
    if (passes !== expected)
      problems.push(`${resource.id}: Cedar ${passes ? 'allows' : 'refuses'} ${action} with ${what}`)
  }
  for (const [tool, effect] of effects) {
    ask(toolOf(tool), effect === 'allow' || effect === 'limit')
    const own = conditions.get(tool)
    for (const { args, what } of own ? trialsFor(own, seenByToolhive) : [])
      ask(toolOf(tool), satisfyAll(own ?? [], args), { ...CALL, args, what })
  }
  for (const tool of unlistedTools(effects)) ask(toolOf(tool), defaultEffect === 'allow')
  // The snippet is said to permit tools alone.
  ask({ type: 'Prompt', id: 'greeting' }, false, { ...CALL, action: 'get_prompt' })
  ask({ type: 'Resource', id: 'file:///readme' }, false, { ...CALL, action: 'read_resource' })
  return problems
}

/**
 * Validates the policies against the schema that comes with them, and authorizes calls: without arguments, and with good, wrong
 * and missing ones where a tool has conditions.
 */
function checkAgentcore({
  text,
  effects,
  conditions,
  defaultEffect,
  serverKey,
  gateway = GATEWAY,
  companions = [],
}: Snippet): string[] {
  // JSON is YAML. JSON.parse of Node 24 can take a key that holds an escape for one of the same letters read before.
  const json = companions[0]?.text ?? '{}'
  const schema = json.includes('\\') ? parse(json) : JSON.parse(json)
  const staticPolicies = text
  const validated = cedarWasm.validate({ schema, policies: { staticPolicies } })
  if (validated.type === 'failure') return validated.errors.map(({ message }) => message)
  const problems = validated.validationErrors.map(({ error }) => error.message)
  for (const parsed of [
    cedarWasm.preparsePolicySet(PARSED, { staticPolicies }),
    cedarWasm.preparseSchema(PARSED, schema),
  ])
    if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message)
  const call = (tool: string, input: cedarWasm.Context, typed: boolean) =>
    cedarWasm.statefulIsAuthorized({
      principal: { type: 'AgentCore::OAuthUser', id: 'someone' },
      action: { type: 'AgentCore::Action', id: actionId(serverKey, tool) },
      resource: { type: 'AgentCore::Gateway', id: gateway },
      context: { input },
      preparsedPolicySetId: PARSED,
      entities: [],
      ...(typed ? { preparsedSchemaName: PARSED, validateRequest: true } : {}),
    })
  const ask = (tool: string, expected: boolean) => {
    const answer = call(tool, {}, false)
    if (answer.type === 'failure') problems.push(...answer.errors.map(({ message }) => `${tool}: ${message}`))
    else if ((answer.response.decision === 'allow') !== expected)
      problems.push(`${tool}: Cedar says ${answer.response.decision}`)
  }
  for (const [tool, effect] of effects) {
    const own = conditions.get(tool)
    if (!own) {
      ask(tool, effect === 'allow')
      continue
    }
    const attributes = schema.AgentCore.actions[actionId(serverKey, tool)].appliesTo.context.attributes.input.attributes
    for (const { args, what } of trialsFor(own, seenByAgentcore)) {
      // The gateway gives policies typed arguments, so a call with another type fails before they are asked.
      const answer = call(tool, typedInput(args, attributes, own), true)
      const passes = answer.type === 'success' && answer.response.decision === 'allow'
      if (passes !== satisfyAll(own, args))
        problems.push(`${tool}: Cedar ${passes ? 'allows' : 'refuses'} a call with ${what}`)
    }
  }
  for (const tool of unlistedTools(effects)) ask(tool, defaultEffect === 'allow')
  return problems
}

interface Attribute {
  type: string
  name?: string
  required: boolean
}

const FILLERS: Record<string, cedarWasm.CedarValueJson> = {
  String: 'a',
  Long: 1,
  Boolean: false,
  Set: [],
  Extension: { __extn: { fn: 'decimal', arg: '1.0' } },
}

/** Arguments as Cedar's JSON: numbers of decimal attributes as decimals, and something for every other required argument. */
function typedInput(
  args: Record<string, unknown>,
  attributes: Record<string, Attribute>,
  own: readonly Condition[],
): cedarWasm.Context {
  const filled = Object.entries(attributes).flatMap(([name, { type, required }]) => {
    const filler = FILLERS[type]
    // What a trial leaves out stays out.
    return required && filler !== undefined && !own.some(({ path }) => path === name) ? [[name, filler] as const] : []
  })
  const given = Object.entries(args).map(([name, value]): [string, cedarWasm.CedarValueJson] => {
    const decimal = attributes[name]?.type === 'Extension' && typeof value === 'number'
    return [
      name,
      decimal
        ? { __extn: { fn: 'decimal', arg: Number.isInteger(value) ? `${value}.0` : String(value) } }
        : (value as cedarWasm.CedarValueJson),
    ]
  })
  return Object.fromEntries([...filled, ...given])
}
