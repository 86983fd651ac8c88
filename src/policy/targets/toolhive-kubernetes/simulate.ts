import { z } from 'zod'
import { type Bucket, SECONDS } from '../../core/counters.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import { readYaml } from '../../core/read-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'
import { namedInPolicies, readPolicies, requestsBeyondTools } from '../toolhive/simulate.ts'
import { IMAGE, REDIS } from './render.ts'

const bucket = z.strictObject({
  maxTokens: z.int().min(1),
  // A duration of Go, which the operator parses; pkg.go.dev/time#ParseDuration.
  refillPeriod: z
    .string()
    .regex(/^(?:\d+h)?(?:\d+m)?\d+s$/)
    .regex(/[1-9]/, 'refillPeriod must be positive'),
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
const mcpServerSchema = z.strictObject({
  apiVersion: z.literal('toolhive.stacklok.dev/v1beta1'),
  kind: z.literal('MCPServer'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) }),
  spec,
})

/**
 * The Cedar policies, then the bucket of the tool. A list by names takes each name once.
 * Source: stacklok/toolhive, the CRD of mcpservers, v1beta1, with its validation rules, read 2026-11-21.
 */
export const simulateToolhiveKubernetes: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, mcpServerSchema)
  if (!value) return { problems }
  const { authzConfig, rateLimiting } = value.spec
  const permits = readPolicies(authzConfig.inline.policies, problems)
  const buckets = new Map<string, Bucket>()
  for (const { name, shared } of rateLimiting?.tools ?? []) {
    if (buckets.has(name)) problems.push(`${name} has two buckets`)
    buckets.set(name, { size: shared.maxTokens, secondsEach: secondsOf(shared.refillPeriod) / shared.maxTokens })
  }
  return simulation(problems, () => ({
    call(tool, args, counters, key = serverKey) {
      if (value.metadata.name !== resourceName(key)) return 'unset'
      if (!permits(tool, args)) return 'hide'
      const bucket = buckets.get(tool)
      return !bucket || counters.take(tool, bucket) ? 'pass' : 'deny'
    },
    requests: () => requestsBeyondTools(authzConfig.inline.policies),
    mentions: () => ({
      named: [...namedInPolicies(authzConfig.inline.policies).map(({ tool }) => tool), ...buckets.keys()].map(
        (tool) => ({ tool, server: value.metadata.name }),
      ),
      open: [],
      extra: [
        ...(value.spec.image === IMAGE ? [] : [`image is ${value.spec.image}`]),
        ...(value.spec.sessionStorage && value.spec.sessionStorage.address !== REDIS
          ? [`sessionStorage.address is ${value.spec.sessionStorage.address}`]
          : []),
      ],
    }),
  }))
}

/** A duration such as 1h0m0s in seconds. */
function secondsOf(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(\d+)s$/.exec(duration) ?? []
  return Number(hours) * SECONDS.hour + Number(minutes) * SECONDS.minute + Number(seconds)
}
