import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { actionId } from './action-id.ts'
import { checkableCondition } from './clauses.ts'
import { createScript, rateLimited, rateLimitFile } from './companions.ts'
import { renderAgentcore } from './render.ts'

const MAX_ACTION_CHARS = 500

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'agentcore',
  label: 'AWS AgentCore',
  subject: 'A Cedar policy of AgentCore',
  kind: 'gateway',
  language: 'cedar',
  minimumVersion: 'AgentCore Policy',
  about: 'Amazon’s gateway for agents. Replace YOUR-GATEWAY-ARN with your gateway’s ARN.',
  sources: [
    { what: 'docs.aws.amazon.com, AgentCore Policy: scope, schema constraints, example policies', read: '2026-11-21' },
    {
      what: '@aws-sdk/client-bedrock-agentcore-control 3.1142.0: CreatePolicy, CreateGatewayRateLimit',
      read: '2026-11-21',
    },
    { what: '@cedar-policy/mcp-schema-generator-wasm 0.6.0: the schema of a gateway', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'schema', by: '@cedar-policy/mcp-schema-generator-wasm', version: '0.6.0' },
    { grade: 'model', by: 'cedar-wasm', version: '4.13.0' },
    { grade: 'model', by: 'docs.cedarpolicy.com, authorization', read: '2026-11-21' },
  ],
  gateway: 'AgentCore: its ARN',
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'AgentCore accepts one statement per policy, of at most 10,000 characters. Run create-policies.sh, which creates a policy for each statement in {file}. Attach the policy engine in LOG_ONLY before ENFORCE, to see what it would refuse.',
    },
    {
      ask: 'How do I keep other tools allowed?',
      answer:
        'AgentCore refuses a tool that no policy permits. To permit all tools of a target, including future ones, create permit(principal, action in AgentCore::Action::"TARGET", resource == AgentCore::Gateway::"ARN"); A forbid wins over it.',
    },
    {
      ask: 'Why does the script ignore findings?',
      answer:
        'AgentCore rejects a policy by default when its analysis finds that the policy permits every request for an action, or refuses every one. A rule without conditions does exactly that. AgentCore still checks the schema.',
    },
    {
      ask: 'Can AgentCore limit calls?',
      answer:
        'Yes, in addition to these policies. The gateway’s rate limits count per second or minute. AWS says that they fail open and are not a security boundary, so they only stop loops. Temporal policies count up to 24 hours, but only within a session that the caller can leave. An engine can have 20 of them. They do not replace approval here.',
    },
    {
      ask: 'What are the three underscores?',
      answer:
        'An action’s name is the target, ___ and the tool. With two underscores a policy matches nothing, without a warning.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  changesUnlisted: {
    words: 'Other tools keep their policies. AgentCore refuses a tool that no policy permits.',
    does: 'they keep their policies, and are refused without one',
    short: 'unchanged',
  },
  additive: true,
  namesServer: true,
  refuseName: (tool, serverKey) =>
    actionId(serverKey, tool).length > MAX_ACTION_CHARS
      ? `A name of more than ${MAX_ACTION_CHARS} characters, with the target’s, leaves no room in a statement.`
      : undefined,
  limitations: (rules, { serverKey }) => [
    ...(rateLimited(rules).length > 0 ? [RATE_LIMITS] : []),
    ...(rules.some(({ rule }) => !IDENTIFIER.test(actionId(serverKey, rule.tool))) ? [NAMES] : []),
    TOOLS_ONLY,
  ],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.cedar`,
  render: renderAgentcore,
  companions: (rules, options) => [...createScript(rules, options), ...rateLimitFile(rules, options)],
})

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/

const RATE_LIMITS: Limitation = {
  what: 'rate-limits.json limits these tools per minute at the gateway. AWS says that such limits fail open and are not a security boundary.',
}

const NAMES: Limitation = {
  what: 'AWS’s schema generator rejects an action with characters other than letters, digits and underscore, such as a hyphen. Check the policy’s status after you create it.',
}

const TOOLS_ONLY: Limitation = {
  what: 'AgentCore policies cover tools only. The server’s prompts and resources stay accessible.',
}
