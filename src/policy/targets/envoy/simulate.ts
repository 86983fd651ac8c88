import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import { re2Literal } from '../../../text/re2-literal.ts'
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
const schema = z.strictObject({
  apiVersion: z.literal('aigateway.envoyproxy.io/v1beta1'),
  kind: z.literal('MCPRoute'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/) }),
  spec: z.strictObject({
    parentRefs: z.array(z.looseObject({ name: z.string() })),
    backendRefs: z
      .array(backendRef)
      .min(1)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
        error: 'all backendRefs names must be unique',
      }),
  }),
})

/**
 * Exclusions win over inclusions; without an inclusion everything else is exposed. Patterns are RE2 and match anywhere.
 * Source: envoyproxy/ai-gateway c217da8a, the CRD of mcproutes with its validation rules, read 2026-11-21.
 */
export const simulateEnvoy: Simulate = (text, { serverKey, gateway }) => {
  const { value, problems } = readYaml(text, schema)
  if (!value) return { problems }
  const backends = new Map(
    value.spec.backendRefs.map(({ name, toolSelector }) => [name, selectorOf(toolSelector ?? {}, problems)]),
  )
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      const exposes = backends.get(resourceName(key))
      if (!exposes) return 'unset'
      return exposes(tool) ? 'pass' : 'hide'
    },
    mentions() {
      const selectors = value.spec.backendRefs.map(({ name, toolSelector = {} }) => ({ name, ...toolSelector }))
      return {
        named: selectors.flatMap(({ name, include = [], exclude = [], includeRegex = [], excludeRegex = [] }) =>
          [
            ...include,
            ...exclude,
            ...[...includeRegex, ...excludeRegex].flatMap((one) => alternativesIn(one) ?? []),
          ].map((tool) => ({ tool, server: name })),
        ),
        open: selectors.flatMap(({ name, includeRegex = [], excludeRegex = [] }) => [
          ...(name === resourceName(serverKey) ? [] : [name]),
          ...[...includeRegex, ...excludeRegex].filter((one) => one !== '.*' && !alternativesIn(one)),
        ]),
        extra: [
          ...(value.spec.parentRefs.length === 0 ? ['there is no gateway'] : []),
          ...(value.metadata.name === resourceName(serverKey) ? [] : [`the route is ${value.metadata.name}`]),
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
