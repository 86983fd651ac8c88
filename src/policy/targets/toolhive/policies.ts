import type { Condition, Rule } from '../../../schema/rule.ts'
import { objectOf, type Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import { cedarString } from '../../core/cedar-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * Prompts and resources, which the same policies decide about. Where unlisted tools stay open these stay open, too. A policy that
 * denies what it does not list does not open what nobody rated: a resource can hold the same secrets as a tool returns.
 */
const BEYOND_TOOLS = ['get_prompt', 'read_resource'].map(
  (action) => `permit(principal, action == Action::"${action}", resource);`,
)

const CLOSED: Limitation = {
  what: `ToolHive refuses whatever no policy permits, and this file permits only tools. So it also refuses the prompts and resources of the server, but still lists its resource templates. To open prompts and resources, add these policies: ${BEYOND_TOOLS.join(' ')}`,
}

/** What both files of ToolHive do beside the rules. Source: stacklok/toolhive e25de16c, pkg/authz, read 2026-11-21. */
export const toolhiveLimitations = (
  rules: readonly LoweredRule[],
  { defaultEffect, tools = new Map() }: RenderOptions,
): Limitation[] => {
  const loose = rules.filter(({ rule, conditions }) =>
    conditions.some((condition) => condition.dispensable && isNumber(condition, tools.get(rule.tool))),
  )
  return [
    ...(loose.length > 0
      ? [{ what: NUMBERS, excuses: loose.map(({ rule: { tool } }): Excuse => ({ kind: 'unchecked', tool })) }]
      : []),
    ...(defaultEffect === 'deny' ? [CLOSED] : []),
  ]
}

const NUMBERS =
  'ToolHive cannot see a number beyond ±922,337,203,685,477. A call with such a number passes the check of that argument.'

/**
 * Conditions as ToolHive can check them: only such as hold without arguments, because the list of tools is filtered by the same
 * policies without any. A number that is too large for a decimal is missing from what policies see, as if it were not given; so
 * a condition that the rule depends on needs another argument that shows a call.
 * Source: stacklok/toolhive e25de16c, pkg/authz/tool_filter.go and pkg/authz/authorizers/cedar, read 2026-11-21.
 */
export function checkableCondition(
  condition: Condition,
  { tool, conditions }: Rule,
  { tools = new Map() }: RenderOptions,
): Condition | undefined {
  const definition = tools.get(tool)
  const { schema, required } = argumentOf(definition, condition.path)
  if (schema === undefined || (condition.op === 'exists' && condition.value === true)) return undefined
  const checked: Condition =
    condition.optional || condition.op === 'exists' || !required ? condition : { ...condition, optional: true }
  if (condition.op !== 'exists' && !checked.optional) return undefined
  return expressions(checked, definition, conditions, condition.optional) ? checked : undefined
}

const isNumber = ({ path }: Condition, tool: Tool | undefined) =>
  ['Long', 'decimal'].includes(cedarTypeOf(argumentOf(tool, path).schema) ?? '')

/** What must hold for a condition; a list, an object and null are only seen as being there, under a name of their own. */
function expressions(
  condition: Condition,
  tool: Tool | undefined,
  all: readonly Condition[],
  isOptional: boolean | undefined = !argumentOf(tool, condition.path).required,
): string[] | undefined {
  const name = `arg_${condition.path}`
  const type = cedarTypeOf(argumentOf(tool, condition.path).schema)
  const isListed = `!(context has ${cedarString(`${name}_present`)})`
  if (!isNumber(condition, tool)) {
    const clauses = cedarClauses(condition, { record: 'context', name, type, certain: false })
    return clauses && [isListed, ...clauses]
  }
  // Every number of JSON is a decimal there, also a whole one.
  const argument = { record: 'context', name, type: 'decimal' as const, certain: false }
  if (condition.op === 'exists') return undefined
  if (condition.dispensable) {
    const clauses = cedarClauses({ ...condition, optional: true }, argument)
    return clauses && [isListed, ...clauses]
  }
  const shown = callShownBy(tool, all)
  const { optional: _, ...compulsory } = condition
  const clauses = cedarClauses(compulsory, argument)
  if (isOptional || !shown || !clauses) return undefined
  return [isListed, `((!(${shown}) && !(context has ${cedarString(name)})) || (${clauses.join(' && ')}))`]
}

/** What holds for every call that the server takes and not for the list of tools: a required argument that is always seen. */
function callShownBy(tool: Tool | undefined, conditions: readonly Condition[]): string | undefined {
  const required = objectOf(tool?.['inputSchema'])?.['required']
  for (const name of Array.isArray(required) ? required : []) {
    if (typeof name !== 'string' || conditions.some(({ path }) => path === name)) continue
    const type = objectOf(argumentOf(tool, name).schema)?.['type']
    if (type === 'string' || type === 'boolean') return `context has ${cedarString(`arg_${name}`)}`
    if (type === 'array' || type === 'object') return `context has ${cedarString(`arg_${name}_present`)}`
  }
  return undefined
}

/**
 * Policies that permit the tools that pass; nothing is permitted that none permits. Never an empty list, which ToolHive
 * refuses: one policy that forbids every tool says the same.
 */
export function cedarPolicies(
  rules: readonly LoweredRule[],
  { defaultEffect, tools = new Map() }: RenderOptions,
): string[] {
  const policies = rules.flatMap(({ rule: { tool, conditions: all }, effect, conditions }) => {
    const passes = effect === 'allow' || effect === 'limit'
    const when = [...new Set(conditions.flatMap((condition) => expressions(condition, tools.get(tool), all) ?? []))]
    if (defaultEffect === 'deny') return passes ? [policy('permit', tool, when)] : []
    if (!passes) return [policy('forbid', tool)]
    return when.length > 0 ? [policy('forbid', tool, when)] : []
  })
  if (defaultEffect === 'allow') return [policy('permit'), ...BEYOND_TOOLS, ...policies]
  return policies.length > 0 ? policies : [policy('forbid')]
}

/** A policy about one tool, or about every one; a permit needs what must hold, and a forbid is lifted by it. */
function policy(effect: 'permit' | 'forbid', tool?: string, when: readonly string[] = []): string {
  const resource = tool === undefined ? 'resource' : `resource == Tool::${cedarString(tool)}`
  const word = effect === 'permit' ? 'when' : 'unless'
  const condition = when.length > 0 ? ` ${word} { ${when.join(' && ')} }` : ''
  return `${effect}(principal, action == Action::"call_tool", ${resource})${condition};`
}
