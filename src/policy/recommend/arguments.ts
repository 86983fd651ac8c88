import { snake } from '../../risk/snake.ts'
import type { ArgumentFamilies } from '../../schema/argument-families.ts'
import type { Condition, Rule } from '../../schema/rule.ts'
import { type Json, objectOf, type Tool } from '../../schema/tool.ts'

/** What can be demanded of one parameter of a tool. */
export interface Proposal {
  parameter: string
  family: ArgumentFamilies[number]
  conditions: Condition[]
  /** Whether a value in it is the reader's to fill in. */
  yours: boolean
}

/**
 * Conditions for the parameters that the schema names at its top, with the type that it gives them; never for one that it
 * does not have. A parameter with a list of allowed values keeps it.
 */
export function proposals(tool: Tool, families: ArgumentFamilies): Proposal[] {
  const properties = objectOf(objectOf(tool['inputSchema'])?.['properties']) ?? {}
  return Object.entries(properties).flatMap(([parameter, schema]) => {
    // Targets read a dot as the way into an object.
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(parameter)) return []
    const family = families.find(
      ({ names, type }) => new RegExp(names, 'i').test(snake(parameter)) && typesOf(schema).includes(type),
    )
    if (!family || (family.type === 'string' && objectOf(schema)?.['enum'] !== undefined)) return []
    const conditions = family.conditions.map(({ op, value }) => ({ path: parameter, op, value }))
    return [{ parameter, family, conditions, yours: family.yours || JSON.stringify(conditions).includes('YOUR') }]
  })
}

/** The rule with every proposal: calls with the right arguments pass, others are refused. */
export function withArguments(rule: Rule, found: readonly Proposal[]): Rule {
  return {
    ...rule,
    effect: 'allow',
    // The arguments are what makes a call acceptable; the limit only stops a loop.
    effectWithoutLimit: 'allow',
    limits: rule.limits.length > 0 ? rule.limits : [{ max: 10, per: 'hour' }],
    conditions: found.flatMap(({ conditions }) => conditions),
    reason: 'The arguments are not among those that the policy lets through.',
  }
}

/** What a schema says that a value is, in the words of the families; integer counts as number. */
function typesOf(schema: Json): string[] {
  const object = objectOf(schema)
  if (!object) return []
  const { type } = object
  const own = Array.isArray(type) ? type : [type]
  const parts = ['anyOf', 'oneOf'].flatMap((key) => {
    const list = object[key]
    return Array.isArray(list) ? list.slice(0, 20).flatMap(typesOf) : []
  })
  return [...own.map((one) => (one === 'integer' ? 'number' : String(one))), ...parts]
}
