import type { Condition, Rule } from '../../../schema/rule.ts'
import type { Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import type { RenderOptions } from '../../core/target.ts'
import { type SchemaType, schemaTypeOf } from './schema-type.ts'

/**
 * What Cedar must find true for a condition to hold; undefined where it cannot say so for the type of the argument.
 * AgentCore gives policies the arguments in the types of the tool's schema, with `number` as a decimal.
 * Source: docs.aws.amazon.com, AgentCore Policy, schema constraints, read 2026-11-21.
 */
export function clauses(
  condition: Condition,
  tool: Tool | undefined,
  { defaultEffect }: RenderOptions,
): string[] | undefined {
  const { schema, required } = argumentOf(tool, condition.path)
  if (schema === undefined || !isPlain(schemaTypeOf(schema))) return undefined
  return cedarClauses(condition, {
    record: 'context.input',
    name: condition.path,
    type: cedarTypeOf(schema),
    // A forbid whose condition fails is skipped, so there every argument is asked for before it is read.
    certain: required && defaultEffect !== 'allow',
  })
}

/** A condition, where Cedar can check it. */
export const checkableCondition = (
  condition: Condition,
  { tool }: Rule,
  options: RenderOptions,
): Condition | undefined => (clauses(condition, options.tools?.get(tool), options) ? condition : undefined)

/** Whether anything can be asked of an argument: it is a text, a number or a truth value, or a list of texts. */
function isPlain(type: SchemaType): boolean {
  if (type.type === 'Set') return type.element.type === 'String'
  return type.type !== 'Record' && type.type !== 'Entity'
}
