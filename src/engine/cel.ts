import { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { celString, readCelStrings } from '../policy/core/cel-text.ts'
import { resourceName } from '../policy/core/kubernetes-name.ts'
import { parseYamlOnce } from '../policy/core/read-text.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import { argumentTrials } from '../policy/prove/argument-trials.ts'
import { sampleArguments, satisfyAll } from '../policy/prove/sample-arguments.ts'
import { IS_CALLED, NOT_CALLED } from '../policy/targets/agentgateway/expressions.ts'
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

const environment = (variable: string) =>
  new Environment().registerVariable(variable, 'map').registerFunction('json(string): map', parsed)

/** The value of a message; the last one is kept, because every expression about a message reads it. */
function parsed(text: string): unknown {
  if (last.text !== text) last = { text, value: JSON.parse(text) }
  return last.value
}
let last: { text?: string; value?: unknown } = {}

const environments = { mcp: environment('mcp'), request: environment('request') }

/** An expression that cannot be evaluated holds for nothing, in both products. */
function compile(text: string, variable: keyof typeof environments): Holds {
  const program = environments[variable].parse(text)
  return (variables) => {
    try {
      return program(variables) === true
    } catch {
      return false
    }
  }
}

/** For how many tools every expression is evaluated, so that one that is left out wrongly is noticed. */
const WHOLE_FOR = 5

/**
 * Expressions of a form that makes them say the same about every tool that they do not name: for a call of a tool those that name
 * it, and all of another form. The files of large servers have an expression for each of hundreds of tools.
 */
function aboutTools<T extends { text: string; holds: Holds }>(
  all: readonly T[],
  form: string,
): (called?: string) => readonly T[] {
  const named = all.map(({ text }) => (text.startsWith(form) ? new Set(readCelStrings(text)) : undefined))
  const others = all.filter((_, index) => !named[index])
  const byName = new Map<string, T[]>()
  for (const name of new Set(named.flatMap((names) => [...(names ?? [])]))) byName.set(name, [])
  for (const [index, one] of all.entries())
    for (const name of named[index] ?? byName.keys()) byName.get(name)?.push(one)
  const whole = new Set<string>()
  return (called) => {
    if (called === undefined) return all
    if (whole.size < WHOLE_FOR) whole.add(called)
    return whole.has(called) ? all : (byName.get(called) ?? others)
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
  const { mcpAuthorization, authorization, localRateLimit } = agentgatewaySchema.parse(parseYamlOnce(text))
  const requirements = (rules: readonly object[], variable: keyof typeof environments) =>
    rules.map((rule) => {
      const { require: text } = rule as { require: string }
      return { text, holds: compile(text, variable) }
    })
  const tools = requirements(mcpAuthorization.rules, 'mcp')
  const messagesFor = aboutTools(requirements(authorization?.rules ?? [], 'request'), NOT_CALLED)
  const entries = (localRateLimit?.conditional ?? []).map((one) => {
    const text = one.condition ?? 'true'
    return { ...one, text, holds: compile(text, 'request') }
  })
  const entriesFor = aboutTools(entries, IS_CALLED)
  const problems: string[] = []
  const expect = (what: string, seen: unknown, wanted: unknown) => {
    if (seen !== wanted) problems.push(`${what}: CEL says ${String(seen)}`)
  }
  const holdAll = (all: readonly { holds: Holds }[], variables: Record<string, unknown>) =>
    all.every(({ holds }) => holds(variables))
  const offers = (name: string, target = serverKey) => holdAll(tools, { mcp: { tool: { name, target } } })
  const post = (message: unknown) => ({ request: { method: 'POST', body: JSON.stringify(message) } })
  const call = (name: string, args: unknown) =>
    post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } })
  for (const { tool, args, what, passes } of trialsOf(snippet))
    for (const name of [tool, `${serverKey}_${tool}`]) {
      expect(`${name} with ${what}`, offers(tool) && holdAll(messagesFor(name), call(name, args)), passes)
      const bucket = entriesFor(name).find(({ holds }) => holds(call(name, args)))
      expect(`${name}, calls in one interval`, bucket?.maxTokens, limits.get(tool)?.[0]?.max)
    }
  for (const tool of effects.keys()) {
    expect(`${tool} of another server`, offers(tool, `${serverKey}x`), true)
    const elsewhere = `${serverKey}x_${tool}`
    const other = call(elsewhere, {})
    const isCounted = entriesFor(elsewhere).some(({ holds }) => holds(other))
    expect(`${tool} of another server`, holdAll(messagesFor(elsewhere), other) && !isCounted, true)
  }
  for (const tool of unlistedTools(effects)) {
    expect(tool, offers(tool), defaultEffect === 'allow')
    expect(`${tool} as a message`, holdAll(messagesFor(tool), call(tool, {})), true)
  }
  expect('a prompt', holdAll(tools, { mcp: { prompt: { name: 'p', target: serverKey } } }), true)
  expect('a prompt beside no tool', holdAll(tools, { mcp: { tool: null, prompt: { name: 'p' } } }), true)
  for (const method of ['initialize', 'tools/list', 'prompts/get'])
    expect(method, holdAll(messagesFor(), post({ jsonrpc: '2.0', id: 1, method })), true)
  expect('an answer to the server', holdAll(messagesFor(), post({ jsonrpc: '2.0', id: 1, result: {} })), true)
  expect('a stream', holdAll(messagesFor(), { request: { method: 'GET' } }), true)
  if (entries.length > 0) {
    const [tool = ''] = limits.keys()
    const inside = { jsonrpc: '2.0', method: 'tools/call', params: { name: tool } }
    expect('a list of messages', holdAll(messagesFor(), post([inside])), false)
    expect('a list with a word', holdAll(messagesFor(), post(['jsonrpc', inside])), false)
    expect('a message that is too large', holdAll(messagesFor(), { request: { method: 'POST' } }), false)
    expect('no JSON', holdAll(messagesFor(), { request: { method: 'POST', body: '{' } }), false)
  }
  return problems
}

interface EnvoyRoute {
  spec: {
    backendRefs: { toolSelector?: Record<string, string[]> }[]
    securityPolicy?: { authorization?: { defaultAction?: string; rules?: EnvoyRule[] } }
  }
}

interface EnvoyRule {
  target?: { tools: { backend: string; tool: string }[] }
  cel?: string
  action: string
}

/** The selector of the backend, then the rules of the authorization in their order, about calls and about the list. */
function checkEnvoy(snippet: Snippet): string[] {
  const { serverKey, effects, defaultEffect } = snippet
  const { backendRefs, securityPolicy } = (parseYamlOnce(snippet.text) as EnvoyRoute).spec
  const { defaultAction = 'Allow', rules: written = [] } = securityPolicy?.authorization ?? {}
  const rules = written.map(({ target, cel: expression, action }) => ({
    action,
    target: target && new Set(target.tools.map((one) => JSON.stringify([one.backend, one.tool]))),
    // What has targets is looked at for them alone.
    text: target ? '' : (expression ?? ''),
    holds: expression === undefined ? () => true : compile(expression, 'request'),
  }))
  const backend = resourceName(serverKey)
  const rulesFor = aboutTools(rules, `request.mcp.backend == ${celString(backend)} && `)
  const exposes = selectorOf(backendRefs[0]?.toolSelector ?? {})
  const problems: string[] = []
  const ask = (tool: string, params: unknown, what: string, wanted: boolean, of = backend) => {
    const request = { mcp: { method: 'tools/call', backend: of, tool, params } }
    const id = JSON.stringify([of, tool])
    const found = rulesFor(tool).find(({ holds, target }) => (!target || target.has(id)) && holds({ request }))
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
