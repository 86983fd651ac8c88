import { Document } from 'yaml'
import type { Limit } from '../../../schema/rule.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'
import { cedarPolicies } from '../toolhive/policies.ts'

/** Stand for the reader's own image and store. */
export const IMAGE = 'YOUR-IMAGE'
export const REDIS = 'YOUR-REDIS:6379'

/**
 * The resource: the same Cedar policies as the file of ToolHive has, and a bucket of calls for each tool with a limit. Buckets
 * need a store that all replicas see, which is Redis.
 */
export function renderToolhiveKubernetes(rules: readonly LoweredRule[], options: RenderOptions): string {
  const tools = rules.flatMap(({ rule: { tool, limits }, effect }) =>
    effect === 'limit' ? [{ name: tool, shared: bucket(limits) }] : [],
  )
  return quotedYaml(
    new Document({
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: resourceName(options.serverKey) },
      spec: {
        image: IMAGE,
        authzConfig: { type: 'inline', inline: { policies: cedarPolicies(rules, options) } },
        ...(tools.length > 0 ? { sessionStorage: { provider: 'redis', address: REDIS }, rateLimiting: { tools } } : {}),
      },
    }),
  )
}

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 }

/** The bucket that keeps every limit: as large as the lowest of them, and refilled as slowly as the slowest asks. */
export function bucketOf(limits: readonly Limit[]): { maxTokens: number; seconds: number } {
  const maxTokens = Math.min(...limits.map(({ max }) => max))
  const minutes = Math.max(...limits.map(({ max, per }) => (MINUTES[per] / max) * maxTokens))
  return { maxTokens, seconds: Math.ceil(minutes * 60) }
}

function bucket(limits: readonly Limit[]): { maxTokens: number; refillPeriod: string } {
  const { maxTokens, seconds } = bucketOf(limits)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return { maxTokens, refillPeriod: `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s` }
}
