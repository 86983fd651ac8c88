import { parse } from 'yaml'
import { z } from 'zod'
import { resourceName } from '../../core/kubernetes-name.ts'
import { readYaml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'
import { permits, policyProblems } from '../toolhive/simulate.ts'

const bucket = z.strictObject({
  maxTokens: z.int().min(1),
  // A duration of Go, which the operator parses; pkg.go.dev/time#ParseDuration.
  refillPeriod: z.string().regex(/^(?:\d+h)?(?:\d+m)?\d+s$/),
})
const spec = z
  .strictObject({
    image: z.string().min(1),
    authzConfig: z.strictObject({
      type: z.literal('inline'),
      inline: z.strictObject({ policies: z.array(z.string()).min(1) }),
    }),
    sessionStorage: z.strictObject({ provider: z.literal('redis'), address: z.string().min(1) }).optional(),
    rateLimiting: z
      .strictObject({ tools: z.array(z.strictObject({ name: z.string().min(1), shared: bucket })).min(1) })
      .optional(),
  })
  .refine(({ rateLimiting, sessionStorage }) => !rateLimiting || sessionStorage, {
    message: "rateLimiting requires sessionStorage with provider 'redis'",
  })
/** The resource, as far as it is written here. */
export const mcpServerSchema = z.strictObject({
  apiVersion: z.literal('toolhive.stacklok.dev/v1beta1'),
  kind: z.literal('MCPServer'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) }),
  spec,
})

/**
 * The Cedar policies, then the bucket of the tool. A list by names takes each name once.
 * Source: stacklok/toolhive, the CRD of mcpservers, v1beta1, with its validation rules, read 2026-11-21.
 */
export const toolhiveKubernetesVerifier: Verifier = {
  by: 'a restatement of the resource’s published schema and rules',
  namesServer: true,
  serverOf: resourceName,
  verify(text) {
    const { value, problems } = readYaml(text, mcpServerSchema)
    if (!value) return problems
    const { authzConfig, rateLimiting } = value.spec
    const names = rateLimiting?.tools.map(({ name }) => name) ?? []
    return [
      ...policyProblems(authzConfig.inline.policies),
      ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} has two buckets`),
    ]
  },
  load(text, serverKey) {
    const { metadata, spec } = mcpServerSchema.parse(parse(text))
    const { authzConfig, rateLimiting } = spec
    const permitted = permits(authzConfig.inline.policies)
    const buckets = new Map(rateLimiting?.tools.map(({ name, shared }) => [name, shared.maxTokens]))
    return (tool, args, counters, key = serverKey) => {
      if (metadata.name !== resourceName(key)) return 'unset'
      if (!permitted(tool, args)) return 'hide'
      const used = counters.get(tool) ?? 0
      if (used + 1 > (buckets.get(tool) ?? Number.POSITIVE_INFINITY)) return 'deny'
      counters.set(tool, used + 1)
      return 'pass'
    }
  },
}
