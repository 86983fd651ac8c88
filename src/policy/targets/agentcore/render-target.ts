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
  about: 'Amazon’s gateway for agents; put the ARN of your gateway where the snippet says so.',
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
        'AgentCore takes one statement a policy, of at most 10,000 characters. Run create-policies.sh, which creates a policy for each statement of {file}. Attach the policy engine in LOG_ONLY before ENFORCE, so that you see what it would refuse.',
    },
    {
      ask: 'How do other tools stay open?',
      answer:
        'AgentCore refuses a tool that no policy permits. To permit all tools of a target, also future ones, create permit(principal, action in AgentCore::Action::"TARGET", resource == AgentCore::Gateway::"ARN"); A forbid wins over it.',
    },
    {
      ask: 'Why does the script ignore findings?',
      answer:
        'AgentCore rejects a policy by default when its analysis finds that the policy permits every request for an action, or refuses every one. A rule without conditions does just that. The check against the schema still runs.',
    },
    {
      ask: 'Can AgentCore limit calls?',
      answer:
        'Yes, beside these policies. Rate limits of the gateway count by the second or minute; AWS says that they fail open and are not a security boundary, so they only stop loops. Temporal policies count up to 24 hours, but only within a session that the caller can leave, and an engine takes 20 of them; so they do not replace an approval here.',
    },
    {
      ask: 'What are the three underscores?',
      answer:
        'The name of an action is the target, ___ and the tool. With two underscores a policy matches nothing, and AgentCore does not say so.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  changesUnlisted: {
    words: 'Other tools keep the policies that they have. AgentCore refuses a tool that no policy permits.',
    does: 'keep the policies that they have, and are refused without one',
    short: 'as before',
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
  what: 'rate-limits.json limits these tools at the gateway, by the minute. AWS says that such limits fail open and are not a security boundary.',
}

const NAMES: Limitation = {
  what: 'The schema generator that AWS names refuses an action with other characters than letters, digits and underscore, such as a hyphen. Look at the status of the policy after you create it.',
}

const TOOLS_ONLY: Limitation = {
  what: 'AgentCore decides by policy only about tools. Prompts and resources of the server stay open.',
}
