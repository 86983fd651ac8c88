import { celCondition } from '../../core/cel-conditions.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import type { Limitation } from '../../core/snippet.ts'
import { authorizationRules, hasRoom } from './authorization.ts'
import { renderEnvoy } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'envoy',
  label: 'Envoy AI Gateway',
  subject: 'Envoy AI Gateway’s MCPRoute',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'Envoy AI Gateway with MCPRoute',
  about: 'Envoy as a gateway for agents on Kubernetes; the resource is applied with kubectl.',
  sources: [
    { what: 'envoyproxy/ai-gateway c217da8a, the CRD of mcproutes and examples/mcp', read: '2026-11-21' },
    { what: 'envoyproxy/ai-gateway c217da8a, internal/mcpproxy/authorization.go and handlers.go', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'schema', by: 'envoyproxy/ai-gateway c217da8a, the CRD of mcproutes', read: '2026-11-21' },
    {
      grade: 'model',
      by: 'envoyproxy/ai-gateway c217da8a, internal/mcpproxy/config.go, authorization.go and handlers.go',
      read: '2026-11-21',
    },
    { grade: 'model', by: '@marcbachmann/cel-js', version: '8.0.0' },
  ],
  gateway: 'Envoy: its name',
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        "Write the name of your Gateway and of your Backend resource, and run kubectl apply -f {file}. If your server is a Service, write kind: Service, group: '' and its port instead.",
    },
    {
      ask: 'How does it check arguments?',
      answer:
        'By CEL rules of the route’s authorization: the first rule that matches decides, so an Allow with the conditions comes before a Deny of the same tool. A rule that cannot be evaluated is passed over, and then the Deny holds.',
    },
    {
      ask: 'Can it count calls?',
      answer:
        'An MCPRoute counts nothing. A BackendTrafficPolicy of Envoy Gateway counts requests by their headers; whether every client names its tool there is not established, so no snippet relies on it.',
    },
    {
      ask: 'Why are there patterns in place of names?',
      answer:
        'A list takes 32 entries. Above that, names stand in anchored patterns, which the resource takes as includeRegex or excludeRegex.',
    },
  ],
  capabilities: {
    ask: false,
    hide: true,
    denyHides: true,
    limits: false,
    conditions: (condition, rule) => {
      if (celCondition(condition, '') === undefined) return undefined
      return hasRoom({ rule, effect: 'allow', conditions: [condition] }) ? condition : undefined
    },
  },
  namesServer: true,
  serverId: resourceName,
  fit(lowered, { serverKey }) {
    const { left } = authorizationRules(lowered, resourceName(serverKey))
    if (left.size === 0) return { lowered, limitations: [] }
    return {
      lowered: lowered.map((one) => (left.has(one.rule.tool) ? { ...one, effect: 'hide', conditions: [] } : one)),
      limitations: [
        {
          ...TOO_MANY,
          excuses: [...left].map((tool) => ({ kind: 'effect', tool, wanted: 'allow', does: 'hide' })),
        },
      ],
    }
  },
  limitations: (_rules, { serverKey }) => (resourceName(serverKey) === serverKey ? [] : [RENAMED]),
  fileName: (serverKey) => `${resourceName(serverKey)}.mcproute.yaml`,
  render: renderEnvoy,
})

const TOO_MANY: Limitation = {
  what: 'One MCPRoute has room for 32 rules. Tools whose arguments have no room in them are refused; a second route for the server would have room for more.',
}

const RENAMED: Limitation = {
  what: 'A Kubernetes name takes lower-case letters, digits and hyphens: the backend is written so, and yours must be called the same.',
}
