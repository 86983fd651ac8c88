import { cedarString } from './cedar-text.ts'
import type { Format, Loss } from './format.ts'
import { mergeRules } from './merge.ts'
import { quotedYaml } from './quoted-yaml.ts'
import { settle } from './settle.ts'

/**
 * The authorization file of ToolHive: Cedar policies over `Action::"call_tool"` and `Tool::"<name>"`. Nothing is permitted
 * that no policy permits, `forbid` wins, and the list of tools is filtered by the same policies.
 * Source: stacklok/toolhive e25de16c, docs/authz.md and pkg/authz/authorizers/cedar/core.go, read 2026-11-21.
 */
export const toolhive: Format = {
  id: 'toolhive',
  label: 'ToolHive Cedar',
  language: 'yaml',
  minimumVersion: 'ToolHive with --authz-config',
  about: 'A runner and proxy for servers in containers; the file is given to `thv run` for one server.',
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.authz.yaml`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'ToolHive’s policy')
    const policies = cedarPolicies(
      settled.map(({ rule, effect }) => ({ tool: rule.tool, passes: effect === 'allow' })),
      rest,
    )
    const document = { version: '1.0', type: 'cedarv1', cedar: { policies, entities_json: '[]' } }
    return {
      format: 'toolhive',
      serverKey,
      file: toolhive.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses, TOOLS_ONLY],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}

/** What both files of ToolHive do beside the rules. */
export const TOOLS_ONLY: Loss = {
  what: 'ToolHive refuses whatever no policy permits, and these policies permit tools alone: prompts and resources of the server are refused, too. To open them, add policies that permit get_prompt and read_resource.',
}

/**
 * Policies that permit the tools that pass; nothing is permitted that none permits. Never an empty list, which ToolHive
 * refuses: one policy that forbids every tool says the same.
 */
export function cedarPolicies(tools: readonly { tool: string; passes: boolean }[], rest: 'allow' | 'deny'): string[] {
  if (rest === 'allow')
    return [policy('permit'), ...tools.flatMap(({ tool, passes }) => (passes ? [] : [policy('forbid', tool)]))]
  const permitted = tools.flatMap(({ tool, passes }) => (passes ? [policy('permit', tool)] : []))
  return permitted.length > 0 ? permitted : [policy('forbid')]
}

/** A policy about one tool, or about every one. */
function policy(effect: 'permit' | 'forbid', tool?: string): string {
  const resource = tool === undefined ? 'resource' : `resource == Tool::${cedarString(tool)}`
  return `${effect}(principal, action == Action::"call_tool", ${resource});`
}
