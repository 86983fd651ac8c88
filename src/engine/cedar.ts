import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { parse } from 'yaml'
import { actionId, GATEWAY } from '../policy/formats/agentcore.ts'
import { cedarString } from '../policy/formats/cedar-text.ts'
import type { Snippet } from '../policy/formats/format.ts'
import { toolhiveSchema } from '../policy/verify/toolhive.ts'
import { mcpServerSchema } from '../policy/verify/toolhive-kubernetes.ts'
import type { Engine } from './engine.ts'
import { strangers } from './strangers.ts'

/** Cedar itself: parses every policy and authorizes a call of every tool. */
export const cedar: Engine = {
  id: 'cedar',
  name: `cedar-wasm ${cedarWasm.getCedarSDKVersion()}`,
  formats: ['toolhive', 'toolhive-kubernetes', 'agentcore'],
  async check(snippet: Snippet) {
    if (snippet.format === 'agentcore') return checkAgentcore(snippet)
    const document = parse(snippet.text)
    return snippet.format === 'toolhive'
      ? checkToolhive(snippet, toolhiveSchema.parse(document).cedar.policies)
      : checkToolhive(snippet, mcpServerSchema.parse(document).spec.authzConfig.inline.policies)
  },
}

function checkToolhive({ effects, rest }: Snippet, policies: readonly string[]): string[] {
  const staticPolicies = policies.join('\n')
  const parsed = cedarWasm.checkParsePolicySet({ staticPolicies })
  if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message)
  const problems: string[] = []
  const ask = (tool: string, expected: boolean, action = 'call_tool', type = 'Tool') => {
    const answer = cedarWasm.isAuthorized({
      principal: { type: 'Client', id: 'someone' },
      action: { type: 'Action', id: action },
      resource: { type, id: tool },
      context: {},
      policies: { staticPolicies },
      entities: [],
    })
    if (answer.type === 'failure') problems.push(...answer.errors.map(({ message }) => `${tool}: ${message}`))
    else if ((answer.response.decision === 'allow') !== expected)
      problems.push(`${tool}: Cedar says ${answer.response.decision}`)
  }
  for (const [tool, effect] of effects) ask(tool, effect === 'allow' || effect === 'limit')
  for (const tool of strangers(effects)) ask(tool, rest === 'allow')
  // The snippet is said to permit tools alone.
  ask('greeting', false, 'get_prompt', 'Prompt')
  ask('file:///readme', false, 'read_resource', 'Resource')
  return problems
}

/** Validates the policies against the schema that comes with them, and authorizes calls without arguments. */
function checkAgentcore({ text, effects, rest, serverKey, gateway = GATEWAY, companions = [] }: Snippet): string[] {
  // JSON is YAML. JSON.parse of Node 24 can take a key that holds an escape for one of the same letters read before.
  const schema = parse(companions[0]?.text ?? '{}')
  const staticPolicies = text
  const validated = cedarWasm.validate({ schema, policies: { staticPolicies } })
  if (validated.type === 'failure') return validated.errors.map(({ message }) => message)
  const problems = validated.validationErrors.map(({ error }) => error.message)
  const ask = (tool: string, expected: boolean | undefined) => {
    const answer = cedarWasm.isAuthorized({
      principal: { type: 'AgentCore::OAuthUser', id: 'someone' },
      action: { type: 'AgentCore::Action', id: actionId(serverKey, tool) },
      resource: { type: 'AgentCore::Gateway', id: gateway },
      context: { input: {} },
      policies: { staticPolicies },
      entities: [],
    })
    if (answer.type === 'failure') problems.push(...answer.errors.map(({ message }) => `${tool}: ${message}`))
    else if (expected !== undefined && (answer.response.decision === 'allow') !== expected)
      problems.push(`${tool}: Cedar says ${answer.response.decision}`)
  }
  // A call without arguments tells nothing about a tool that passes with the right ones.
  const conditional = (tool: string) =>
    new RegExp(`${escaped(cedarString(actionId(serverKey, tool)))},[^;]*\\b(when|unless)\\b`).test(text)
  for (const [tool, effect] of effects) ask(tool, conditional(tool) ? undefined : effect === 'allow')
  for (const tool of strangers(effects)) ask(tool, rest === 'allow')
  return problems
}

const escaped = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
