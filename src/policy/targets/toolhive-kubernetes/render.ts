import type { Limit } from '../../../schema/rule.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import { conditionsOfSettled, settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { Format, Loss } from '../../core/target.ts'
import { cedarPolicies, sayIn, TOOLS_ONLY } from '../toolhive/render.ts'

/**
 * A server of ToolHive's operator: the same Cedar policies as its file has, in the resource, and a bucket of calls for
 * each tool with a limit. Buckets need a store that all replicas see, which is Redis.
 * Source: stacklok/toolhive, the CRD of mcpservers, v1beta1, read 2026-11-21.
 */
export const toolhiveKubernetes: Format = {
  id: 'toolhive-kubernetes',
  label: 'ToolHive on Kubernetes',
  language: 'yaml',
  minimumVersion: 'ToolHive’s operator with MCPServer v1beta1',
  about: 'The operator that runs servers in a cluster; the only target of ToolHive that counts calls.',
  checksArguments: true,
  fileName: (serverKey) => `${resourceName(serverKey)}.mcpserver.yaml`,
  render(all, { rest, serverKey, tools: definitions = new Map() }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: true, conditions: sayIn(definitions), denyHides: true }
    const { settled, losses } = settle(rules, can, 'ToolHive’s policy')
    const tools = settled.flatMap(({ rule: { tool, limits }, effect }) =>
      effect === 'limit' ? [{ name: tool, shared: bucket(limits) }] : [],
    )
    const policies = cedarPolicies(settled, rest, definitions)
    const document = {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: resourceName(serverKey) },
      spec: {
        image: 'YOUR-IMAGE',
        authzConfig: { type: 'inline', inline: { policies } },
        ...(tools.length > 0
          ? { sessionStorage: { provider: 'redis', address: 'YOUR-REDIS:6379' }, rateLimiting: { tools } }
          : {}),
      },
    }
    return {
      format: 'toolhive-kubernetes',
      serverKey,
      file: toolhiveKubernetes.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses, ...(tools.length > 0 ? [BUCKET] : []), TOOLS_ONLY],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      conditions: conditionsOfSettled(settled),
      rest,
    }
  },
}

const BUCKET: Loss = {
  what: 'ToolHive counts with a bucket that refills all the time: after a pause, up to twice as many calls can pass within one window.',
}

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 }

/** The bucket that keeps every limit: as large as the lowest of them, and refilled as slowly as the slowest asks. */
function bucket(limits: readonly Limit[]): { maxTokens: number; refillPeriod: string } {
  const maxTokens = Math.min(...limits.map(({ max }) => max))
  const minutes = Math.max(...limits.map(({ max, per }) => (MINUTES[per] / max) * maxTokens))
  const seconds = Math.ceil(minutes * 60)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return { maxTokens, refillPeriod: `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s` }
}
