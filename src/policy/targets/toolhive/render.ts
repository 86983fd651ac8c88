import type { Condition, Rule } from '../../../schema/rule.ts'
import type { Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import { cedarString } from '../../core/cedar-text.ts'
import { conditionsOfSettled, type Settled, settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { Format, Loss } from '../../core/target.ts'

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
  checksArguments: true,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.authz.yaml`,
  render(all, { rest, serverKey, tools = new Map() }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: false, conditions: sayIn(tools), denyHides: true }
    const { settled, losses } = settle(rules, can, 'ToolHive’s policy')
    const policies = cedarPolicies(settled, rest, tools)
    const document = { version: '1.0', type: 'cedarv1', cedar: { policies, entities_json: '[]' } }
    return {
      format: 'toolhive',
      serverKey,
      file: toolhive.fileName(serverKey),
      language: 'yaml',
      text: quotedYaml(document),
      losses: [...unnamed, ...losses, TOOLS_ONLY],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      conditions: conditionsOfSettled(settled),
      rest,
    }
  },
}

/** What both files of ToolHive do beside the rules. */
export const TOOLS_ONLY: Loss = {
  what: 'ToolHive refuses whatever no policy permits, and these policies permit tools alone: prompts and resources of the server are refused, too. To open them, add policies that permit get_prompt and read_resource.',
}

/**
 * Conditions as ToolHive can check them: only such as hold without arguments, because the list of tools is filtered by the same
 * policies without any. Numbers are left out: one that is too large for a decimal is missing from what policies see.
 * Source: stacklok/toolhive e25de16c, pkg/authz/tool_filter.go and pkg/authz/authorizers/cedar.
 */
export const sayIn =
  (tools: ReadonlyMap<string, Tool>) =>
  (condition: Condition, { tool }: Rule): Condition | undefined => {
    const { schema, required } = argumentOf(tools.get(tool), condition.path)
    if (schema === undefined || (condition.op === 'exists' && condition.value === true)) return undefined
    const said: Condition =
      condition.optional || condition.op === 'exists' || !required ? condition : { ...condition, optional: true }
    if (condition.op !== 'exists' && !said.optional) return undefined
    return expressions(said, tools.get(tool)) ? said : undefined
  }

/** What must hold for a condition; a list, an object and null are only seen as being there, under a name of their own. */
function expressions(condition: Condition, tool: Tool | undefined): string[] | undefined {
  const type = cedarTypeOf(argumentOf(tool, condition.path).schema)
  if (type === 'Long' || type === 'decimal') return undefined
  const argument = { record: 'context', name: `arg_${condition.path}`, type, certain: false }
  const clauses = cedarClauses(condition, argument)
  return clauses && [`!(context has ${cedarString(`arg_${condition.path}_present`)})`, ...clauses]
}

/**
 * Policies that permit the tools that pass; nothing is permitted that none permits. Never an empty list, which ToolHive
 * refuses: one policy that forbids every tool says the same.
 */
export function cedarPolicies(
  settled: readonly Settled[],
  rest: 'allow' | 'deny',
  tools: ReadonlyMap<string, Tool>,
): string[] {
  const own = settled.flatMap(({ rule: { tool }, effect, conditions }) => {
    const passes = effect === 'allow' || effect === 'limit'
    const when = [...new Set(conditions.flatMap((condition) => expressions(condition, tools.get(tool)) ?? []))]
    if (rest === 'deny') return passes ? [policy('permit', tool, when)] : []
    if (!passes) return [policy('forbid', tool)]
    return when.length > 0 ? [policy('forbid', tool, when)] : []
  })
  if (rest === 'allow') return [policy('permit'), ...own]
  return own.length > 0 ? own : [policy('forbid')]
}

/** A policy about one tool, or about every one; a permit needs what must hold, and a forbid is lifted by it. */
function policy(effect: 'permit' | 'forbid', tool?: string, when: readonly string[] = []): string {
  const resource = tool === undefined ? 'resource' : `resource == Tool::${cedarString(tool)}`
  const word = effect === 'permit' ? 'when' : 'unless'
  const condition = when.length > 0 ? ` ${word} { ${when.join(' && ')} }` : ''
  return `${effect}(principal, action == Action::"call_tool", ${resource})${condition};`
}
