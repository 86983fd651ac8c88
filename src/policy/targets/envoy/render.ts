import { re2Literal } from '../../../text/re2-literal.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { Format } from '../../core/target.ts'

/** How many entries a list of the resource may have. Source: the published CRD, maxItems. */
export const MOST = 32

/** What the backend is: a resource of Envoy Gateway, as in the product’s own examples. */
export const BACKEND = { kind: 'Backend', group: 'gateway.envoyproxy.io' } as const

/**
 * A backend of an `MCPRoute` of Envoy AI Gateway with the tools that it exposes. A list takes 32 names; above that, names
 * stand in anchored patterns.
 * Source: envoyproxy/ai-gateway c217da8a, the CRD of mcproutes and examples/mcp, read 2026-11-21.
 */
export const envoy: Format = {
  id: 'envoy',
  label: 'Envoy AI Gateway',
  language: 'yaml',
  minimumVersion: 'Envoy AI Gateway with MCPRoute',
  about: 'Envoy as a gateway for agents on Kubernetes; the resource is applied with kubectl.',
  fileName: (serverKey) => `${resourceName(serverKey)}.mcproute.yaml`,
  render(all, { rest, serverKey, gateway }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'Envoy AI Gateway’s selector')
    const names = settled.flatMap(({ rule: { tool }, effect }) =>
      (effect === 'allow') === (rest === 'deny') ? [tool] : [],
    )
    const toolSelector = selector(names, rest)
    const name = resourceName(serverKey)
    const document = {
      apiVersion: 'aigateway.envoyproxy.io/v1beta1',
      kind: 'MCPRoute',
      metadata: { name },
      spec: {
        parentRefs: [
          {
            name: gateway === undefined ? 'YOUR-GATEWAY' : resourceName(gateway),
            kind: 'Gateway',
            group: 'gateway.networking.k8s.io',
          },
        ],
        // Without kind and group this is a Service, for which the cluster demands a port.
        backendRefs: [{ name, ...BACKEND, ...(toolSelector ? { toolSelector } : {}) }],
      },
    }
    return {
      format: 'envoy',
      serverKey,
      file: envoy.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses, ...(name === serverKey ? [] : [{ what: RENAMED }])],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}

const RENAMED =
  'A Kubernetes name takes lower-case letters, digits and hyphens: the backend is written so, and yours must be called the same.'

function selector(names: readonly string[], rest: 'allow' | 'deny'): Record<string, string[]> | undefined {
  const list = rest === 'deny' ? 'include' : 'exclude'
  // An empty list would expose everything, so what exposes nothing is a pattern.
  if (names.length === 0) return rest === 'deny' ? { excludeRegex: ['.*'] } : undefined
  if (names.length <= MOST) return { [list]: [...names] }
  const size = Math.ceil(names.length / MOST)
  const chunks = Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  )
  return { [`${list}Regex`]: chunks.map((chunk) => `^(?:${chunk.map(re2Literal).join('|')})$`) }
}
