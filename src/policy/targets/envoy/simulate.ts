import { RE2JS, RE2JSSyntaxException } from 're2js'
import { parse } from 'yaml'
import { z } from 'zod'
import { resourceName } from '../../core/kubernetes-name.ts'
import { readYaml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'
import { BACKEND, MOST } from './render.ts'

const list = z.array(z.string()).max(MOST).optional()
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
export const envoyVerifier: Verifier = {
  by: 're2js and a restatement of the published resource',
  namesServer: true,
  serverOf: resourceName,
  verify(text) {
    const { value, problems } = readYaml(text, schema)
    if (!value) return problems
    for (const { toolSelector } of value.spec.backendRefs)
      for (const pattern of [...(toolSelector?.includeRegex ?? []), ...(toolSelector?.excludeRegex ?? [])])
        problems.push(...patternProblems(pattern))
    return problems
  },
  load(text, serverKey) {
    const { backendRefs } = schema.parse(parse(text)).spec
    return (tool, _args, _counters, key = serverKey) => {
      const own = backendRefs.find(({ name }) => name === resourceName(key))
      if (!own) return 'unset'
      const { include, exclude = [], includeRegex, excludeRegex = [] } = own.toolSelector ?? {}
      const matches = (pattern: string) => RE2JS.compile(pattern).matcher(tool).find()
      if (exclude.includes(tool) || excludeRegex.some(matches)) return 'hide'
      if (include) return include.includes(tool) ? 'pass' : 'hide'
      if (includeRegex) return includeRegex.some(matches) ? 'pass' : 'hide'
      return 'pass'
    }
  },
}

function patternProblems(pattern: string): string[] {
  try {
    RE2JS.compile(pattern)
    return []
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return [`${pattern}: ${error.message}`]
  }
}
