import type { Condition, Rule } from '../../../schema/rule.ts'
import { objectOf, type Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import type { RenderOptions } from '../../core/target.ts'

/** Conditions of one rule in at most so many characters, so that its statement fits. */
const MAX_CHARS = 8_000

/**
 * What Cedar must find true for a condition to hold; undefined where it cannot say so for the type of the argument. AgentCore
 * gives policies the arguments in the types of the tool's schema: `integer` is a Long, `number` a decimal, a text with `enum` an
 * entity and several types a record, of both of which only presence can be asked.
 * Source: docs.aws.amazon.com, AgentCore Policy, schema constraints, and the schemas that the generator makes which it names,
 * @cedar-policy/mcp-schema-generator-wasm 0.6.0; read 2026-11-21.
 * @param certain whether the argument may be read without asking for it, as in a permit about a required argument.
 */
export function clauses(condition: Condition, tool: Tool | undefined, certain: boolean): string[] | undefined {
  const { schema, required } = argumentOf(tool, condition.path)
  if (schema === undefined) return undefined
  return cedarClauses(condition, {
    record: 'context.input',
    name: condition.path,
    type: objectOf(schema)?.['enum'] === undefined ? cedarTypeOf(schema) : undefined,
    certain: required && certain,
  })
}

/** A condition, where Cedar can check it. */
export const checkableCondition = (
  condition: Condition,
  { tool, conditions }: Rule,
  { tools }: RenderOptions,
): Condition | undefined => {
  const definition = tools?.get(tool)
  const all = conditions.flatMap((one) => clauses(one, definition, false) ?? []).join('').length
  return all <= MAX_CHARS && clauses(condition, definition, false) ? condition : undefined
}
