import type { Condition, Rule } from '../../../schema/rule.ts'
import type { Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import { cedarString } from '../../core/cedar-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Limitation } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'

/** What both files of ToolHive do beside the rules. */
export const TOOLS_ONLY: Limitation = {
  what: 'ToolHive refuses whatever no policy permits, and these policies permit tools alone: prompts and resources of the server are refused, too. To open them, add policies that permit get_prompt and read_resource.',
}

/**
 * Conditions as ToolHive can check them: only such as hold without arguments, because the list of tools is filtered by the same
 * policies without any. Numbers are left out: one that is too large for a decimal is missing from what policies see.
 * Source: stacklok/toolhive e25de16c, pkg/authz/tool_filter.go and pkg/authz/authorizers/cedar.
 */
export function checkableCondition(
  condition: Condition,
  { tool }: Rule,
  { tools = new Map() }: RenderOptions,
): Condition | undefined {
  const { schema, required } = argumentOf(tools.get(tool), condition.path)
  if (schema === undefined || (condition.op === 'exists' && condition.value === true)) return undefined
  const checked: Condition =
    condition.optional || condition.op === 'exists' || !required ? condition : { ...condition, optional: true }
  if (condition.op !== 'exists' && !checked.optional) return undefined
  return expressions(checked, tools.get(tool)) ? checked : undefined
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
  rules: readonly LoweredRule[],
  { defaultEffect, tools = new Map() }: RenderOptions,
): string[] {
  const policies = rules.flatMap(({ rule: { tool }, effect, conditions }) => {
    const passes = effect === 'allow' || effect === 'limit'
    const when = [...new Set(conditions.flatMap((condition) => expressions(condition, tools.get(tool)) ?? []))]
    if (defaultEffect === 'deny') return passes ? [policy('permit', tool, when)] : []
    if (!passes) return [policy('forbid', tool)]
    return when.length > 0 ? [policy('forbid', tool, when)] : []
  })
  if (defaultEffect === 'allow') return [policy('permit'), ...policies]
  return policies.length > 0 ? policies : [policy('forbid')]
}

/** A policy about one tool, or about every one; a permit needs what must hold, and a forbid is lifted by it. */
function policy(effect: 'permit' | 'forbid', tool?: string, when: readonly string[] = []): string {
  const resource = tool === undefined ? 'resource' : `resource == Tool::${cedarString(tool)}`
  const word = effect === 'permit' ? 'when' : 'unless'
  const condition = when.length > 0 ? ` ${word} { ${when.join(' && ')} }` : ''
  return `${effect}(principal, action == Action::"call_tool", ${resource})${condition};`
}
