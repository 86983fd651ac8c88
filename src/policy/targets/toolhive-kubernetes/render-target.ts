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
  about: 'All users of the server share the count.',
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
  about: 'ToolHive’s Kubernetes operator. Unlike the proxy, it can rate-limit calls.',
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
      answer: 'Add the fields under spec to your existing MCPServer, with your image, and run kubectl apply -f {file}.',
    },
    {
      ask: 'Why does a limit need Redis?',
      answer: 'Replicas must share the count, so the cluster rejects rateLimiting unless sessionStorage uses redis.',
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
  what: 'ToolHive’s limit refills continuously: after a pause, one window can allow up to twice as many calls.',
}

const UNCOUNTED: Limitation = {
  what: 'If ToolHive cannot reach Redis, it allows calls without counting them. Monitor Redis as well as the server.',
}
