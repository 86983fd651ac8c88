import { type Json, type JsonObject, objectOf } from '../../../schema/tool.ts'
import { cedarTypeOf } from '../../core/cedar-conditions.ts'

/** A type in the JSON form of Cedar's schemas. */
export type SchemaType =
  | { type: 'String' | 'Long' | 'Boolean' }
  | { type: 'Extension'; name: 'decimal' }
  | { type: 'Set'; element: SchemaType }
  | { type: 'Record'; attributes: Record<string, SchemaAttribute> }
  | { type: 'Entity'; name: OpaqueType }

/** A type of a member of a record. */
export type SchemaAttribute = SchemaType & { required: boolean }

/** Types of which nothing but their being there is known. */
export const opaqueTypes = ['Null', 'Unknown'] as const
export type OpaqueType = (typeof opaqueTypes)[number]

const UNKNOWN: SchemaType = { type: 'Entity', name: 'Unknown' }

/** Beyond it a type is unknown: no definition of the catalogue is as deep, and a hostile one would be as deep as it likes. */
const MAX_DEPTH = 12

/**
 * The type that AgentCore gives an argument. Lists are sets, objects are records, of several types each is a member that can be
 * missing, and a type that a schema does not name, or an object with members of any name, is opaque.
 * Sources: docs.aws.amazon.com, AgentCore Policy, schema constraints; the generator that it refers to,
 * cedar-policy/cedar-for-agents bf3ea5a6, rust/cedar-policy-mcp-schema-generator; read 2026-11-21.
 */
export function schemaTypeOf(schema: Json | undefined, depth = 0): SchemaType {
  const own = objectOf(schema)
  if (!own || depth === MAX_DEPTH) return UNKNOWN
  const simple = cedarTypeOf(own)
  if (simple) return simple === 'decimal' ? { type: 'Extension', name: 'decimal' } : { type: simple }
  const { type } = own
  if (type === 'null') return { type: 'Entity', name: 'Null' }
  if (type === 'array') return { type: 'Set', element: schemaTypeOf(own['items'], depth + 1) }
  if (type === 'object')
    return objectOf(own['additionalProperties'])
      ? UNKNOWN
      : { type: 'Record', attributes: attributesOf(own, depth + 1) }
  const choices = choicesOf(own)
  if (!choices) return UNKNOWN
  const members = choices.map((choice, index): [string, SchemaAttribute] => [
    `typeChoice${index}`,
    { ...schemaTypeOf(choice, depth + 1), required: false },
  ])
  return { type: 'Record', attributes: Object.fromEntries(members) }
}

/** The members of an object, with the type of each. */
export function attributesOf(schema: JsonObject | undefined, depth = 0): Record<string, SchemaAttribute> {
  const required = new Set(Array.isArray(schema?.['required']) ? schema['required'] : [])
  const members = Object.entries(objectOf(schema?.['properties']) ?? {}).flatMap(
    ([name, property]): [string, SchemaAttribute][] =>
      name.isWellFormed() ? [[name, { ...schemaTypeOf(property, depth), required: required.has(name) }]] : [],
  )
  return Object.fromEntries(members)
}

/** The schemas of which one holds: several types, or alternatives; undefined where there are none. */
function choicesOf({ type, anyOf, oneOf, ...others }: JsonObject): Json[] | undefined {
  if (Array.isArray(type)) return type.map((one) => ({ ...others, type: one }))
  return [anyOf, oneOf].find((list) => Array.isArray(list))
}
