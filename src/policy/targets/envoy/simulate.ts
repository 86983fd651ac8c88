import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import { re2Literal } from '../../../text/re2-literal.ts'
import { CelError, type CelProgram, compileCel } from '../../core/cel-expression.ts'
import { celConstants, celString, readCelStrings } from '../../core/cel-text.ts'
import { emptyCalls } from '../../core/empty-calls.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import { readYaml } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { BACKEND, MAX_ENTRIES, parentOf } from './resource.ts'

const list = z.array(z.string()).max(MAX_ENTRIES).optional()
const toolSelector = z
  .strictObject({ include: list, exclude: list, includeRegex: list, excludeRegex: list })
  .refine(({ include, includeRegex }) => !(include && includeRegex), {
    error: 'include and includeRegex are mutually exclusive',
  })
  .refine(({ exclude, excludeRegex }) => !(exclude && excludeRegex), {
    error: 'exclude and excludeRegex are mutually exclusive',
  })
  .refine((lists) => Object.keys(lists).length > 0, {
    error: 'at least one of include, includeRegex, exclude, or excludeRegex must be specified',
  })
const backendRef = z
  .strictObject({
    name: z.string().min(1).max(253),
    // The defaults of the resource: what says nothing is a Service.
    kind: z.string().default('Service'),
    group: z.string().default(''),
    port: z.int().min(1).max(65_535).optional(),
    toolSelector: toolSelector.optional(),
  })
  .refine(({ kind, group, port }) => !(kind === 'Service' && group === '') || port !== undefined, {
    error: 'Must have port for Service reference',
  })
  .refine(
    ({ kind, group }) => (kind === BACKEND.kind && group === BACKEND.group) || (kind === 'Service' && group === ''),
    { error: 'kind and group name neither a Backend of Envoy Gateway nor a Service' },
  )
const rule = z.strictObject({
  target: z
    .strictObject({
      tools: z
        .array(z.strictObject({ backend: z.string(), tool: z.string() }))
        .min(1)
        .max(16),
    })
    .optional(),
  cel: z.string().max(4096).optional(),
  action: z.enum(['Allow', 'Deny']).default('Allow'),
})
const authorization = z.strictObject({
  defaultAction: z.enum(['Allow', 'Deny']).default('Deny'),
  rules: z.array(rule).max(32).default([]),
})
const parentRef = z.strictObject({
  name: z.string().min(1),
  kind: z.literal('Gateway', { error: 'only Gateway is supported' }),
  group: z.literal('gateway.networking.k8s.io'),
})
const schema = z.strictObject({
  apiVersion: z.literal('aigateway.envoyproxy.io/v1beta1'),
  kind: z.literal('MCPRoute'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/) }),
  spec: z.strictObject({
    parentRefs: z.array(parentRef).min(1),
    backendRefs: z
      .array(backendRef)
      .min(1)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
        error: 'all backendRefs names must be unique',
      }),
    securityPolicy: z.strictObject({ authorization }).optional(),
  }),
})

/**
 * Exclusions win over inclusions; without an inclusion everything else is exposed. Patterns are RE2 and match anywhere. Of the
 * rules of the authorization the first that matches decides, also about the list of tools, where a call has no parameters.
 * Source: envoyproxy/ai-gateway c217da8a, the CRD of mcproutes with its validation rules, internal/mcpproxy/config.go,
 * authorization.go and handlers.go, read 2026-11-21.
 */
export const simulateEnvoy: Simulate = (text, { serverKey, gateway }) => {
  const { value, problems } = readYaml(text, schema)
  if (!value) return { problems }
  const backends = new Map(
    value.spec.backendRefs.map(({ name, toolSelector }) => [name, selectorOf(toolSelector ?? {}, problems)]),
  )
  const { securityPolicy } = value.spec
  const permits = securityPolicy ? authorizer(securityPolicy.authorization, problems) : () => true
  // The list of tools is the same for every call.
  const listed = new Map<string, boolean>()
  const lists = (backend: string, tool: string) => {
    const key = JSON.stringify([backend, tool])
    const known =
      listed.get(key) ?? (backends.get(backend)?.(tool) === true && permits({ backend, tool, params: null }))
    listed.set(key, known)
    return known
  }
  return simulation(problems, () => ({
    call(tool, args, _counters, key = serverKey) {
      const backend = resourceName(key)
      if (!backends.has(backend)) return 'unset'
      if (!lists(backend, tool)) return 'hide'
      return permits({ backend, tool, params: { name: tool, arguments: args } }) ? 'pass' : 'deny'
    },
    requests() {
      const backend = resourceName(serverKey)
      const passes = (tool: string, more: object) => permits({ backend, tool, params: { name: tool, ...more } })
      const rules = securityPolicy?.authorization.rules ?? []
      const tools = new Set(
        rules.flatMap(({ target, cel = '' }) => target?.tools.map(({ tool }) => tool) ?? toolsIn(cel)),
      )
      return emptyCalls([...tools], passes)
    },
    constants: (tool) =>
      (securityPolicy?.authorization.rules ?? []).flatMap(({ target, cel = '' }) =>
        (target ? target.tools.some((one) => one.tool === tool) : cel.includes(celString(tool)))
          ? [null, ...celConstants(cel)]
          : [],
      ),
    mentions() {
      const selectors = value.spec.backendRefs.map(({ name, toolSelector = {} }) => ({ name, ...toolSelector }))
      const rules = securityPolicy?.authorization.rules ?? []
      const own = resourceName(serverKey)
      return {
        named: [
          ...selectors.flatMap(({ name, include = [], exclude = [], includeRegex = [], excludeRegex = [] }) =>
            [
              ...include,
              ...exclude,
              ...[...includeRegex, ...excludeRegex].flatMap((one) => alternativesIn(one) ?? []),
            ].map((tool) => ({ tool, server: name })),
          ),
          ...rules.flatMap(({ target }) => target?.tools.map(({ tool, backend }) => ({ tool, server: backend })) ?? []),
          ...rules.flatMap(({ target, cel = '' }) =>
            target ? [] : toolsIn(cel).map((tool) => ({ tool, server: own })),
          ),
        ],
        open: [
          ...selectors.flatMap(({ name, includeRegex = [], excludeRegex = [] }) => [
            ...(name === own ? [] : [name]),
            ...[...includeRegex, ...excludeRegex].filter((one) => one !== '.*' && !alternativesIn(one)),
          ]),
          // A rule without targets must name server and tools in its expression.
          ...rules.flatMap(({ target, cel = '' }) =>
            target || cel.startsWith(`request.mcp.backend == ${celString(own)} && `)
              ? []
              : [cel || 'a rule for everything'],
          ),
        ],
        extra: [
          ...(value.spec.parentRefs.length === 0 ? ['there is no gateway'] : []),
          ...(value.metadata.name === own ? [] : [`the route is ${value.metadata.name}`]),
          ...value.spec.parentRefs.flatMap((parent: Record<string, unknown>) => [
            ...membersBeside(parent, Object.keys(parentOf(gateway)), 'parentRefs.'),
            ...Object.entries(parentOf(gateway)).flatMap(([member, wanted]) =>
              parent[member] === wanted ? [] : [`parentRefs.${member} is ${parent[member]}`],
            ),
          ]),
        ],
      }
    },
  }))
}

/** The names of an anchored pattern that is a list of names and nothing else; undefined for any other. */
function alternativesIn(pattern: string): string[] | undefined {
  const body = /^\^\(\?:(.*)\)\$$/s.exec(pattern)?.[1]
  const parts = body?.match(/(?:[^\\|]|\\.)+/gs) ?? []
  const names = parts.map((part) => part.replace(/\\(.)/gs, '$1'))
  return body !== undefined && names.map(re2Literal).join('|') === body ? names : undefined
}

/** The tools that an expression names. */
function toolsIn(cel: string): string[] {
  const compared = [...cel.matchAll(/request\.mcp\.tool == ("(?:[^"\\]|\\.)*")/g)].map(([, text = '']) => text)
  const listed = [...cel.matchAll(/request\.mcp\.tool in \[((?:"(?:[^"\\]|\\.)*"(?:, )?)*)\]/g)].map(
    ([, text = '']) => text,
  )
  return [...compared, ...listed].flatMap(readCelStrings)
}

/** What the rules know of a call. */
interface Asked {
  backend: string
  tool: string
  params: unknown
}

function authorizer(
  { defaultAction, rules }: z.output<typeof authorization>,
  problems: string[],
): (asked: Asked) => boolean {
  const compiled = rules.map(({ target, cel, action }) => ({
    action,
    targets: target && new Set(target.tools.map(({ backend, tool }) => JSON.stringify([backend, tool]))),
    holds: cel === undefined || cel.trim() === '' ? undefined : expression(cel, problems),
  }))
  return (asked) => {
    const request = { method: 'POST', path: '/mcp', mcp: { method: 'tools/call', ...asked } }
    const of = JSON.stringify([asked.backend, asked.tool])
    const found = compiled.find(
      ({ targets, holds }) => (!targets || targets.has(of)) && (!holds || isTrue(holds, { request })),
    )
    return (found?.action ?? defaultAction) === 'Allow'
  }
}

function expression(text: string, problems: string[]): CelProgram {
  try {
    return compileCel(text.trim())
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    problems.push(`${text}: ${error.message}`)
    return () => false
  }
}

/** A rule that cannot be evaluated, or gives no truth, is passed over. */
function isTrue(holds: CelProgram, variables: Record<string, unknown>): boolean {
  try {
    return holds(variables) === true
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    return false
  }
}

/** Whether a backend exposes a tool, with every pattern compiled once; what cannot be compiled is a problem. */
function selectorOf(
  { include, exclude, includeRegex, excludeRegex }: z.output<typeof toolSelector>,
  problems: string[],
): (tool: string) => boolean {
  const matcher = (names: readonly string[] = [], patterns: readonly string[] = []) => {
    const exact = new Set(names)
    const compiled = patterns.flatMap((pattern) => compile(pattern, problems))
    return (tool: string) => exact.has(tool) || compiled.some((pattern) => pattern.matcher(tool).find())
  }
  const isIncluded = include || includeRegex ? matcher(include, includeRegex) : () => true
  const isExcluded = matcher(exclude, excludeRegex)
  return (tool) => !isExcluded(tool) && isIncluded(tool)
}

function compile(pattern: string, problems: string[]): RE2JS[] {
  try {
    return [RE2JS.compile(pattern)]
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    problems.push(`${pattern}: ${error.message}`)
    return []
  }
}
