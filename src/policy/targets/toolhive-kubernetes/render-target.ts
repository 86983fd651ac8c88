import type { Counting } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import { checkableCondition, toolhiveLimitations } from '../toolhive/policies.ts'
import { bucketOf, renderToolhiveKubernetes } from './render.ts'

const BUCKETS: Counting = {
  words: (limit) => `at most ${limit.max} at once, then one every ${intervalWords(bucketOf([limit]))}`,
  bucket(limits) {
    const { maxTokens, seconds } = bucketOf(limits)
    return { size: maxTokens, secondsEach: seconds / maxTokens }
  },
  about: 'All users of the server share the bucket.',
}

function intervalWords({ maxTokens, seconds }: ReturnType<typeof bucketOf>): string {
  const each = seconds / maxTokens
  const [number, unit] = each < 120 ? [each, 'second'] : each < 7200 ? [each / 60, 'minute'] : [each / 3600, 'hour']
  const shown = Math.ceil(number * 10) / 10
  return shown === 1 ? unit : `${shown} ${unit}s`
}

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'toolhive-kubernetes',
  label: 'ToolHive on Kubernetes',
  subject: 'ToolHive’s policy',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'ToolHive’s operator with MCPServer v1beta1',
  about: 'The operator that runs servers in a cluster; the only target of ToolHive that counts calls.',
  sources: [
    { what: 'stacklok/toolhive, the CRD of mcpservers, v1beta1, with its validation rules', read: '2026-11-21' },
    { what: 'pkg.go.dev/time#ParseDuration', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'schema', by: 'stacklok/toolhive, the CRD of mcpservers v1beta1', read: '2026-11-21' },
    { grade: 'model', by: 'stacklok/toolhive e25de16c, pkg/authz/authorizers/cedar/core.go', read: '2026-11-21' },
    { grade: 'model', by: 'cedar-wasm', version: '4.13.0' },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Put the members of spec into the MCPServer that you have, with your image, and run kubectl apply -f {file}.',
    },
    {
      ask: 'Why does a limit need Redis?',
      answer:
        'Replicas must share the count, so the cluster refuses rateLimiting without sessionStorage of the provider redis.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: BUCKETS, conditions: checkableCondition },
  namesServer: true,
  serverId: resourceName,
  limitations: (rules, options) => [
    ...refills(rules),
    ...(rules.some(({ effect }) => effect === 'limit') ? [UNCOUNTED] : []),
    ...toolhiveLimitations(rules, options),
  ],
  fileName: (serverKey) => `${resourceName(serverKey)}.mcpserver.yaml`,
  render: renderToolhiveKubernetes,
})

function refills(rules: readonly LoweredRule[]): Limitation[] {
  const excuses = rules.flatMap(({ rule, effect }): Excuse[] =>
    effect === 'limit' ? [{ kind: 'bursts', tool: rule.tool }] : [],
  )
  return excuses.length > 0 ? [{ ...REFILLS, excuses }] : []
}

const REFILLS: Limitation = {
  what: 'ToolHive counts with a bucket that refills all the time: after a pause, up to twice as many calls can pass within one window.',
}

const UNCOUNTED: Limitation = {
  what: 'When ToolHive cannot reach Redis, it lets calls pass uncounted. Watch Redis as you watch the server.',
}
