import { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { parse } from 'yaml'
import { celString } from '../policy/core/cel-text.ts'
import { resourceName } from '../policy/core/kubernetes-name.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import { argumentTrials } from '../policy/prove/argument-trials.ts'
import { sampleArguments, satisfyAll } from '../policy/prove/sample-arguments.ts'
import { agentgatewaySchema } from '../policy/targets/agentgateway/simulate.ts'
import type { Engine } from './engine.ts'
import { unlistedTools } from './unlisted-tools.ts'

/** A CEL engine: evaluates every expression for every tool, with good, wrong and missing arguments, and for what is no call. */
export const cel: Engine = {
  id: 'cel',
  name: '@marcbachmann/cel-js 8.0.0',
  targets: ['agentgateway', 'envoy'],
  async check(snippet: Snippet) {
    return snippet.target.id === 'envoy' ? checkEnvoy(snippet) : checkAgentgateway(snippet)
  },
}

type Holds = (variables: Record<string, unknown>) => boolean

const environment = new Environment()
  .registerVariable('mcp', 'map')
  .registerVariable('request', 'map')
  .registerFunction('json(string): map', (text: string) => JSON.parse(text))

/** An expression that cannot be evaluated holds for nothing, in both products. */
function compile(text: string): Holds {
  const program = environment.parse(text)
  return (variables) => {
    try {
      return program(variables) === true
    } catch {
      return false
    }
  }
}

/** Calls of every tool by its conditions: with arguments that pass, and around every bound. */
function trialsOf({ effects, conditions }: Snippet) {
  return [...effects].flatMap(([tool, effect]) => {
    const own = conditions.get(tool) ?? []
    const mayPass = effect === 'allow' || effect === 'limit'
    const trials = [{ args: sampleArguments(own) ?? {}, what: 'arguments in order' }, ...argumentTrials(own)]
    return trials.map(({ args, what }) => ({ tool, effect, args, what, passes: mayPass && satisfyAll(own, args) }))
  })
}

function checkAgentgateway(snippet: Snippet): string[] {
  const { text, effects, limits, defaultEffect, serverKey } = snippet
  const { mcpAuthorization, authorization, localRateLimit } = agentgatewaySchema.parse(parse(text))
  const requirements = (rules: readonly object[]) =>
    rules.map((rule) => {
      const text = (rule as { require: string }).require
      return { text, holds: compile(text) }
    })
  const tools = requirements(mcpAuthorization.rules).map(({ holds }) => holds)
  const texts = requirements(authorization?.rules ?? [])
  const messages = texts.map(({ holds }) => holds)
  const entries = (localRateLimit?.conditional ?? []).map((one) => ({
    ...one,
    holds: compile(one.condition ?? 'true'),
  }))
  const problems: string[] = []
  const expect = (what: string, seen: unknown, wanted: unknown) => {
    if (seen !== wanted) problems.push(`${what}: CEL says ${String(seen)}`)
  }
  const holdAll = (programs: readonly Holds[], variables: Record<string, unknown>) =>
    programs.every((program) => program(variables))
  const offers = (name: string, target = serverKey) => holdAll(tools, { mcp: { tool: { name, target } } })
  const post = (message: unknown) => ({ request: { method: 'POST', body: JSON.stringify(message) } })
  const call = (name: string, args: unknown) =>
    post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } })
  const tried = new Set<string>()
  for (const { tool, args, what, passes } of trialsOf(snippet)) {
    // Every expression is asked about one call of a tool, and those that name it about all of them.
    const own = texts.filter(({ text }) => !tried.has(tool) || text.includes(celString(tool)))
    for (const name of [tool, `${serverKey}_${tool}`]) {
      const message = call(name, args)
      expect(`${name} with ${what}`, offers(tool) && own.every(({ holds }) => holds(message)), passes)
      if (tried.has(tool)) continue
      const bucket = entries.find(({ holds }) => holds(message))
      expect(`${name}, calls in one interval`, bucket?.maxTokens, limits.get(tool)?.[0]?.max)
    }
    tried.add(tool)
  }
  for (const tool of effects.keys()) {
    expect(`${tool} of another server`, offers(tool, `${serverKey}x`), true)
    const other = call(`${serverKey}x_${tool}`, {})
    expect(`${tool} of another server`, holdAll(messages, other) && !entries.some(({ holds }) => holds(other)), true)
  }
  for (const tool of unlistedTools(effects)) {
    expect(tool, offers(tool), defaultEffect === 'allow')
    expect(`${tool} as a message`, holdAll(messages, call(tool, {})), true)
  }
  expect('a prompt', holdAll(tools, { mcp: { prompt: { name: 'p', target: serverKey } } }), true)
  expect('a prompt beside no tool', holdAll(tools, { mcp: { tool: null, prompt: { name: 'p' } } }), true)
  for (const method of ['initialize', 'tools/list', 'prompts/get'])
    expect(method, holdAll(messages, post({ jsonrpc: '2.0', id: 1, method })), true)
  expect('an answer to the server', holdAll(messages, post({ jsonrpc: '2.0', id: 1, result: {} })), true)
  expect('a stream', holdAll(messages, { request: { method: 'GET' } }), true)
  if (entries.length > 0) {
    const [tool = ''] = limits.keys()
    const inside = { jsonrpc: '2.0', method: 'tools/call', params: { name: tool } }
    expect('a list of messages', holdAll(messages, post([inside])), false)
    expect('a list with a word', holdAll(messages, post(['jsonrpc', inside])), false)
    expect('a message that is too large', holdAll(messages, { request: { method: 'POST' } }), false)
    expect('no JSON', holdAll(messages, { request: { method: 'POST', body: '{' } }), false)
  }
  return problems
}

interface EnvoyRule {
  target?: { tools: { backend: string; tool: string }[] }
  cel?: string
  action: string
}

/** The selector of the backend, then the rules of the authorization in their order, about calls and about the list. */
function checkEnvoy(snippet: Snippet): string[] {
  const { serverKey, effects, defaultEffect } = snippet
  const { backendRefs, securityPolicy } = parse(snippet.text).spec
  const { defaultAction = 'Allow', rules: written = [] } = securityPolicy?.authorization ?? {}
  const rules = (written as EnvoyRule[]).map(({ target, cel: expression, action }) => ({
    action,
    target,
    holds: expression === undefined ? () => true : compile(expression),
  }))
  const backend = resourceName(serverKey)
  const exposes = selectorOf(backendRefs[0].toolSelector ?? {})
  const problems: string[] = []
  const ask = (tool: string, params: unknown, what: string, wanted: boolean, of = backend) => {
    const request = { mcp: { method: 'tools/call', backend: of, tool, params } }
    const found = rules.find(
      ({ holds, target }) =>
        (!target || target.tools.some((one) => one.backend === of && one.tool === tool)) && holds({ request }),
    )
    const passes = (of !== backend || exposes(tool)) && (found?.action ?? defaultAction) === 'Allow'
    if (passes !== wanted) problems.push(`${tool} with ${what}: CEL ${passes ? 'allows' : 'refuses'} it`)
  }
  for (const { tool, effect, args, what, passes } of trialsOf(snippet)) {
    ask(tool, { name: tool, arguments: args }, what, passes)
    if (Object.keys(args).length === 0) ask(tool, { name: tool }, 'no arguments at all', passes)
    ask(tool, null, 'the list of tools', effect === 'allow')
    ask(tool, { name: tool, arguments: args }, `${what}, on another server`, true, `${backend}x`)
  }
  for (const tool of unlistedTools(effects)) ask(tool, { name: tool }, 'nothing', defaultEffect === 'allow')
  return problems
}

/** Exclusions win, and without inclusions everything else is exposed. */
function selectorOf(selector: Record<string, string[]>): (tool: string) => boolean {
  const { include, exclude = [] } = selector
  const [included, excluded] = [selector['includeRegex'], selector['excludeRegex'] ?? []].map((patterns) =>
    patterns?.map((pattern) => RE2JS.compile(pattern)),
  )
  return (tool) => {
    const matches = (patterns: readonly RE2JS[] = []) => patterns.some((pattern) => pattern.matcher(tool).find())
    if (exclude.includes(tool) || matches(excluded)) return false
    return (include === undefined && included === undefined) || include?.includes(tool) === true || matches(included)
  }
}
