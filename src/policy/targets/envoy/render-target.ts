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
  about: 'Envoy as a Kubernetes gateway for agents. Apply the resource with kubectl.',
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
        "Fill in the names of your Gateway and Backend, and run kubectl apply -f {file}. If your server is a Service, write kind: Service, group: '' and its port instead.",
    },
    {
      ask: 'How does it check arguments?',
      answer:
        'With CEL rules in the route’s authorization. The first matching rule wins, so an Allow with conditions comes before a Deny for the same tool. Envoy skips a rule that causes an error, and then the Deny applies.',
    },
    {
      ask: 'Can it limit calls?',
      answer:
        'An MCPRoute cannot. Envoy Gateway’s BackendTrafficPolicy counts requests by their headers. We do not know whether every client names its tool there, so the snippets do not use it.',
    },
    {
      ask: 'Why are there patterns instead of names?',
      answer:
        'A list can have 32 entries. With more names, the snippet uses anchored patterns in includeRegex or excludeRegex.',
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
  what: 'One MCPRoute can have 32 rules. Tools whose argument rules do not fit are refused. Add a second route to the server for more.',
}

const RENAMED: Limitation = {
  what: 'A Kubernetes name can have lower-case letters, digits and hyphens. The snippet writes the backend’s name that way, and yours must match.',
}
