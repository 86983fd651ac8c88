import { yamlDocuments } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import type { Limitation } from '../../core/snippet.ts'
import { envoyLinter } from './lint.ts'
import { renderEnvoy } from './render.ts'
import { simulateEnvoy } from './simulate.ts'

/** A backend of an `MCPRoute` of Envoy AI Gateway with the tools that it exposes. */
export const envoy = defineTarget({
  id: 'envoy',
  label: 'Envoy AI Gateway',
  subject: 'Envoy AI Gateway’s selector',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'Envoy AI Gateway with MCPRoute',
  about: 'Envoy as a gateway for agents on Kubernetes; the resource is applied with kubectl.',
  sources: [{ what: 'envoyproxy/ai-gateway c217da8a, the CRD of mcproutes and examples/mcp', read: '2026-11-21' }],
  proof: [
    { grade: 'schema', by: 'envoyproxy/ai-gateway c217da8a, the CRD of mcproutes', read: '2026-11-21' },
    { grade: 'model', by: 'envoyproxy/ai-gateway c217da8a, the CRD of mcproutes and examples/mcp', read: '2026-11-21' },
  ],
  gateway: 'Envoy: its name',
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        "Write the name of your Gateway and of your Backend resource, and run kubectl apply -f {file}. If your server is a Service, write kind: Service, group: '' and its port instead.",
    },
    {
      ask: 'Why are there patterns in place of names?',
      answer:
        'A list takes 32 entries. Above that, names stand in anchored patterns, which the resource takes as includeRegex or excludeRegex.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  serverId: resourceName,
  limitations: (_rules, { serverKey }) => (resourceName(serverKey) === serverKey ? [] : [RENAMED]),
  fileName: (serverKey) => `${resourceName(serverKey)}.mcproute.yaml`,
  render: renderEnvoy,
  simulate: simulateEnvoy,
  linter: envoyLinter,
  combine: yamlDocuments,
})

const RENAMED: Limitation = {
  what: 'A Kubernetes name takes lower-case letters, digits and hyphens: the backend is written so, and yours must be called the same.',
}
