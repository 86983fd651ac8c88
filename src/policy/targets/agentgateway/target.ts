import { mergedYaml } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { agentgatewayLinter } from './lint.ts'
import { renderAgentgateway } from './render.ts'
import { simulateAgentgateway } from './simulate.ts'

/** Authorization of agentgateway in CEL. */
export const agentgateway = defineTarget({
  id: 'agentgateway',
  label: 'agentgateway',
  subject: 'agentgateway’s authorization',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'agentgateway with mcpAuthorization',
  about: 'A proxy for agents of the Linux Foundation; the block goes into the policies of a route or backend.',
  sources: [{ what: 'agentgateway/agentgateway, schema/config.json and schema/cel.json', read: '2026-11-20' }],
  proof: [
    { grade: 'schema', by: 'agentgateway/agentgateway, schema/config.json', read: '2026-11-20' },
    { grade: 'model', by: 'agentgateway/agentgateway, schema/config.json', read: '2026-11-20' },
    { grade: 'model', by: '@marcbachmann/cel-js', version: '8.0.0' },
  ],
  questions: [
    {
      ask: 'Where does it go?',
      answer:
        'Into the gateway’s configuration, where your backend for MCP has its policies; mcpAuthorization is one of them.',
    },
    {
      ask: 'Why require and not deny?',
      answer: 'An expression that cannot be evaluated denies nothing under deny, and refuses under require.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.agentgateway.yaml`,
  render: renderAgentgateway,
  simulate: simulateAgentgateway,
  linter: agentgatewayLinter,
  combine: mergedYaml,
})
