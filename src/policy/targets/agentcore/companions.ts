import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { shellQuoted } from '../../core/shell-text.ts'
import type { Companion } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'
import { actionId } from './action-id.ts'
import { statementsOf } from './render.ts'

/** Letters, digits and underscores, with a letter first, and no more than 48 of them. */
const policyName = (serverKey: string, number: number) =>
  `policybook_${serverKey.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 28)}_${number}`

/**
 * The calls that create the policies, one for each statement. Findings are ignored because AgentCore's check calls a permit that
 * has no condition too wide, and a forbid that has none too narrow; the statement is checked against the schema all the same.
 * Source: docs.aws.amazon.com, API reference of AgentCore Control, CreatePolicy; @aws-sdk/client-bedrock-agentcore-control
 * 3.1142.0, CreatePolicyRequest; read 2026-11-21.
 */
export function createScript(rules: readonly LoweredRule[], options: RenderOptions): Companion[] {
  const calls = statementsOf(rules, options).map((statement, index) =>
    [
      'aws bedrock-agentcore-control create-policy',
      '  --policy-engine-id YOUR-POLICY-ENGINE-ID',
      `  --name ${policyName(options.serverKey, index + 1)}`,
      '  --validation-mode IGNORE_ALL_FINDINGS',
      `  --definition ${shellQuoted(JSON.stringify({ cedar: { statement } }))}`,
    ].join(' \\\n'),
  )
  if (calls.length === 0) return []
  return [
    {
      file: 'create-policies.sh',
      language: 'shell',
      text: `${calls.join('\n\n')}\n`,
      about:
        'Creates one policy for each statement, as AgentCore takes them. Each call returns before the policy is checked: look at its status afterwards.',
    },
  ]
}

/** Tools whose limit by the minute a rate limit of the gateway can keep. */
export const rateLimited = (rules: readonly LoweredRule[]) =>
  rules.flatMap(({ rule: { tool, limits }, effect }) => {
    const limit = limits.find(({ per }) => per === 'minute')
    return effect === 'allow' && limit ? [{ tool, rate: limit.max }] : []
  })

const MAX_ENTRIES = 1_000

/**
 * The limits by the minute that no policy can keep. A gateway has one rate limit for each set of dimensions, so its entries hold
 * those of all servers.
 * Source: @aws-sdk/client-bedrock-agentcore-control 3.1142.0, CreateGatewayRateLimitRequest, read 2026-11-21.
 */
export function rateLimitFile(rules: readonly LoweredRule[], { serverKey }: RenderOptions): Companion[] {
  const limited = rateLimited(rules)
  if (limited.length === 0 || limited.length > MAX_ENTRIES) return []
  const entries = limited.map(({ tool, rate }) => ({
    dimensions: { toolName: actionId(serverKey, tool) },
    requests: [{ rate, period: 'minute' }],
  }))
  return [
    {
      file: 'rate-limits.json',
      language: 'json',
      text: escapeUnseen(`${JSON.stringify({ dimensionKeys: ['toolName'], entries }, null, 2)}\n`, 'json'),
      about:
        'Limits calls by the minute at the gateway: aws bedrock-agentcore-control create-gateway-rate-limit --gateway-identifier YOUR-GATEWAY --cli-input-json file://rate-limits.json',
    },
  ]
}
