import { z } from 'zod'
import { CelError, type CelProgram, compileCel } from '../../core/cel-expression.ts'
import { celConstants, celString, readCelStrings } from '../../core/cel-text.ts'
import type { Counters } from '../../core/counters.ts'
import { emptyCalls } from '../../core/empty-calls.ts'
import { readYaml } from '../../core/read-text.ts'
import {
  type Decision,
  type Mentions,
  type NamedTool,
  type OtherRequest,
  type Simulate,
  simulation,
} from '../../core/simulation.ts'
import { limitOf, MAX_ENTRIES } from './buckets.ts'
import { IS_CALLED, NOT_CALLED, READABLE } from './expressions.ts'

const rule = z.union([
  z.string().transform((allow) => ({ allow })),
  z.strictObject({ require: z.string() }),
  z.strictObject({ allow: z.string() }),
  z.strictObject({ deny: z.string() }),
])
const ruleSet = z.strictObject({ rules: z.array(rule) })
// The published schema lets unknown members of an entry pass, which then count nothing.
const entry = z.strictObject({
  condition: z.string().optional(),
  maxTokens: z.int().min(0).default(0),
  tokensPerFill: z.int().min(0).default(0),
  fillInterval: z.string().regex(/^[1-9]\d*s$/),
  type: z.enum(['requests', 'tokens']).default('requests'),
})
/** The policies, as far as they are written here. */
export const agentgatewaySchema = z.strictObject({
  mcpAuthorization: ruleSet,
  authorization: ruleSet.optional(),
  localRateLimit: z
    .strictObject({
      conditional: z
        .array(entry)
        .min(1, 'conditional policies must have at least one entry')
        .max(MAX_ENTRIES, 'conditional policies may have at most 64 entries')
        .refine((all) => all.every(({ condition }, index) => condition !== undefined || index === all.length - 1), {
          error: 'conditional policy entries without condition must be last',
        }),
    })
    .optional(),
})
type RuleSet = z.output<typeof ruleSet>

/**
 * The authorization of the route reads the message, then one limit counts it, then the authorization of MCP decides about the
 * tool, and hides what it refuses. Source: agentgateway 75b4e6ce6, crates/agentgateway/src/proxy/httpproxy.rs,
 * http/authorization.rs, http/localratelimit.rs, store/policy.rs and mcp/handler.rs, read 2026-11-21.
 */
export const simulateAgentgateway: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, agentgatewaySchema)
  if (!value) return { problems }
  const permitsTool = decider(value.mcpAuthorization, problems)
  const permitsMessage = value.authorization ? decider(value.authorization, problems) : () => true
  const entries = (value.localRateLimit?.conditional ?? []).map((one, index) => {
    const limit = limitOf(one)
    if (!limit)
      problems.push(`${one.maxTokens} calls, ${one.tokensPerFill} more every ${one.fillInterval}, are no limit`)
    const { condition = 'true' } = one
    const holds = compile(condition, problems)
    return {
      key: `bucket ${index}`,
      limit,
      counts: one.type === 'requests',
      holds,
      names: COUNTED.exec(condition)?.[1],
    }
  })
  const entriesFor = byCalledName(entries)
  const entryFor = (variables: Variables, called?: string) => {
    const found = entriesFor(called).find(({ holds }) => isTrue(holds, variables))
    return found?.counts ? found : undefined
  }
  const decide = (name: string, { tool, target, args }: Called, counters: Counters): Decision => {
    const variables = messageOf(name, args)
    if (!permitsTool({ ...variables, mcp: { tool: { name: tool, target } } })) return 'hide'
    if (!permitsMessage(variables, name)) return 'deny'
    const own = entryFor(variables, name)
    if (!own?.limit) return 'pass'
    const key = `${own.key}, ${name === tool ? 'alone' : 'among others'}`
    const { max, per } = own.limit
    if (counters.counted(key, per) >= max) return 'deny'
    counters.count(key, per)
    return 'pass'
  }
  return simulation(problems, () => ({
    call(tool, args, counters, target = serverKey) {
      const called = { tool, target, args }
      // A tool has its own name on a route of one server, and its server's key before it on a route of several.
      const prefixed = `${target}_${tool}`
      const among = decide(prefixed, called, counters)
      if (target !== serverKey)
        return among === 'pass' && !entryFor(messageOf(prefixed, args), prefixed) ? 'unset' : among
      const alone = decide(tool, called, counters)
      return [alone, among].includes('pass') ? 'pass' : [alone, among].includes('deny') ? 'deny' : 'hide'
    },
    mentions: () => mentionsOf(value, serverKey),
    constants: (tool) =>
      (value.authorization?.rules ?? []).flatMap((one) => {
        const [text = ''] = Object.values(one)
        return text.includes(celString(`${serverKey}_${tool}`)) ? [null, ...celConstants(text)] : []
      }),
    requests() {
      const passes = (body: unknown, method = 'POST') => permitsMessage(post(body, method))
      const offers = (mcp: Variables) => permitsTool({ ...messageOf('', {}), mcp })
      const message = { jsonrpc: '2.0', id: 1 }
      const named = [...new Set(mentionsOf(value, serverKey).named.map(({ tool }) => tool))]
      return [
        { what: 'a prompt', meets: offers({ prompt: { name: 'unnamed', target: serverKey } }) },
        { what: 'a resource', meets: offers({ tool: null, resource: { name: 'unnamed', target: serverKey } }) },
        { what: 'the start of a session', meets: passes({ ...message, method: 'initialize', params: {} }) },
        { what: 'the list of tools', meets: passes({ ...message, method: 'tools/list' }) },
        { what: 'an answer to the server', meets: passes({ ...message, result: {} }) },
        { what: 'a stream', meets: passes('', 'GET') },
        // A prompt may have the name of a tool.
        ...named.slice(0, MAX_PROMPTS).map((name) => {
          const prompt = { ...message, method: 'prompts/get', params: { name } }
          return { what: `a prompt called ${name}`, meets: passes(prompt) && !entryFor(post(prompt)) }
        }),
        // What cannot be read is counted by nothing.
        ...(value.authorization || value.localRateLimit
          ? [{ what: 'a list of messages', meets: passes([message]), wanted: 'deny' as const }]
          : []),
      ]
        .map(({ meets, ...one }): OtherRequest => ({ wanted: 'pass', ...one, meets: meets ? 'pass' : 'deny' }))
        .concat(emptyCalls(named, (tool, more) => permitsMessage(messageOf(tool, more.arguments), tool)))
    },
  }))
}

/** What the expressions name, as far as they have a form of ours. */
function mentionsOf(
  { mcpAuthorization, authorization, localRateLimit }: z.output<typeof agentgatewaySchema>,
  serverKey: string,
): Mentions {
  const texts = [
    ...mcpAuthorization.rules.map((one) => ({ text: Object.values(one).join(), kind: Object.keys(one).join() })),
    ...(authorization?.rules ?? []).map((one) => ({ text: Object.values(one).join(), kind: Object.keys(one).join() })),
    ...(localRateLimit?.conditional ?? []).map(({ condition = '' }) => ({ text: condition, kind: 'require' })),
  ]
  const named: NamedTool[] = []
  const open: string[] = []
  for (const { text, kind } of texts) {
    const servers = [...text.matchAll(OTHER_TARGET)].flatMap(([, server = '']) => readCelStrings(server))
    const names = [...text.matchAll(NAMES)].flatMap(([, list = '']) => readCelStrings(list))
    if (kind !== 'require' || (names.length === 0 && servers.length === 0 && text !== READABLE)) open.push(text)
    for (const server of servers) if (server !== serverKey) open.push(server)
    if (!text.includes('json(request.body).params.name in')) {
      for (const tool of names) named.push({ tool, server: servers[0] ?? serverKey })
      continue
    }
    // In a message a tool has two names, the second with its server before it.
    for (let index = 0; index < names.length; index += 2) {
      const [tool = '', prefixed = ''] = names.slice(index, index + 2)
      if (prefixed.endsWith(`_${tool}`)) named.push({ tool, server: prefixed.slice(0, -tool.length - 1) })
      else named.push({ tool }, { tool: prefixed })
    }
  }
  return { named, open: [...new Set(open)], extra: [] }
}

const TEXTS = String.raw`"(?:[^"\\]|\\.)*"`
const OTHER_TARGET = new RegExp(`mcp\\.tool\\.target != (${TEXTS})`, 'g')
const NAMES = new RegExp(`\\.name in \\[((?:${TEXTS}(?:, )?)*)\\]`, 'g')

interface Called {
  tool: string
  target: string
  args: unknown
}
type Variables = Record<string, unknown>

const post = (body: unknown, method = 'POST'): Variables => ({
  request: { method, path: '/mcp', headers: {}, body: JSON.stringify(body) },
})

const messageOf = (name: string, args: unknown): Variables =>
  post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } })

const MAX_PROMPTS = 20

/**
 * Refused where a deny holds or a requirement does not, or where there is something to allow and nothing of it holds.
 * @returns a function that may be told which tool a message calls.
 */
function decider({ rules }: RuleSet, problems: string[]): (variables: Variables, called?: string) => boolean {
  const of = (kind: 'allow' | 'deny' | 'require') =>
    rules.flatMap((one) => {
      const text = (one as Record<string, string>)[kind]
      if (text === undefined) return []
      const isChoice = text.replace(new RegExp(TEXTS, 'g'), '').includes('?')
      return [{ holds: compile(text, problems), names: isChoice ? undefined : CHECKED.exec(text)?.[1] }]
    })
  const [allow, deny, required] = [of('allow'), of('deny'), byCalledName(of('require'))]
  return (variables, called) => {
    const holds = (one: { holds: CelProgram }) => isTrue(one.holds, variables)
    if (deny.some(holds) || !required(called).every(holds)) return false
    return allow.length === 0 || allow.some(holds)
  }
}

const LIST = String.raw`\[((?:${TEXTS}(?:, )?)*)\]`
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
// A requirement of this form holds for calls of other tools, and a condition of this form holds for none of them.
const CHECKED = new RegExp(`^${escaped(NOT_CALLED)}${LIST}\\) \\|\\| `)
const COUNTED = new RegExp(`^${escaped(IS_CALLED)}${LIST}$`)

/** Those that are about every message, and those about one tool, in their order; all where no tool is given. */
function byCalledName<T extends { names: string | undefined }>(all: readonly T[]): (called?: string) => readonly T[] {
  const about = all.map(({ names }) => names !== undefined && new Set(readCelStrings(names)))
  const named = new Map<string, T[]>()
  const others = all.filter((_one, index) => !about[index])
  for (const name of new Set(about.flatMap((names) => (names ? [...names] : [])))) named.set(name, [])
  for (const [index, one] of all.entries()) {
    const names = about[index]
    for (const name of names || named.keys()) named.get(name)?.push(one)
  }
  return (called) => (called === undefined ? all : (named.get(called) ?? others))
}

function compile(text: string, problems: string[]): CelProgram {
  try {
    return compileCel(text)
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    problems.push(`${text}: ${error.message}`)
    return () => false
  }
}

/** What cannot be evaluated does not hold. */
function isTrue(program: CelProgram, variables: Variables): boolean {
  try {
    return program(variables) === true
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    return false
  }
}
