import { type Json, objectOf } from '../schema/tool.ts'

/** Whether a parameter takes any text: no list of values, no constant and no pattern limits it. */
export function isFree(schema: Json): boolean {
  const object = objectOf(schema)
  if (!object) return schema === true
  const { type, items } = object
  if (type === 'array') return items !== undefined && isFree(items)
  const text = type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'))
  return text && object['enum'] === undefined && object['const'] === undefined && object['pattern'] === undefined
}
