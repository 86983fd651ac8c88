import { defineTarget } from '../../core/define-target.ts'
import { checkableCondition } from './clauses.ts'
import { agentcoreLinter } from './lint.ts'
import { renderAgentcore } from './render.ts'
import { schemaFile } from './schema.ts'
import { simulateAgentcore } from './simulate.ts'

/** Policies of Amazon Bedrock AgentCore. */
export const agentcore = defineTarget({
  id: 'agentcore',
  label: 'AWS AgentCore',
  subject: 'AgentCore’s policy',
  kind: 'gateway',
  language: 'cedar',
  minimumVersion: 'AgentCore Policy',
  about: 'Amazon’s gateway for agents; put the ARN of your gateway where the snippet says so.',
  sources: [
    { what: 'docs.aws.amazon.com, AgentCore Policy', read: '2026-11-20' },
    { what: 'docs.aws.amazon.com, AgentCore Policy, schema constraints', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'model', by: 'docs.cedarpolicy.com, authorization', read: '2026-11-21' },
    { grade: 'model', by: 'cedar-wasm', version: '4.13.0' },
  ],
  gateway: 'AgentCore: its ARN',
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Create a policy of the gateway’s policy engine with the text of {file}, and attach it in LOG_ONLY before ENFORCE, so that you see what would be refused.',
    },
    {
      ask: 'What are the three underscores?',
      answer:
        'The name of an action is the target, ___ and the tool. With two of them a policy matches nothing, and nobody says so.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  namesServer: false,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.cedar`,
  render: renderAgentcore,
  companions: (rules, options) => [schemaFile(rules, options)],
  simulate: simulateAgentcore,
  linter: agentcoreLinter,
})
