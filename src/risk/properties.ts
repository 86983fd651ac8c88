import { type Json, type JsonObject, objectOf } from '../schema/tool.ts'
import { keysOfPointer, pointerPart } from '../text/json-pointer.ts'
import { snake } from './snake.ts'

/** A parameter, or a member of one, with its place in the definition. */
export interface Property {
  name: string
  /** The name in snake_case. */
  spelled: string
  /** JSON pointer (RFC 6901) into the tool; for a member behind a `$ref`, to where it is written. */
  pointer: string
  schema: Json
  /** Where the name begins, for one that stands in the description. */
  at?: number
}

// Bounds for hostile schemas: no honest tool has as many parameters, or hides them as deep.
const MOST = 300
const DEEPEST = 6
const MOST_PARTS = 20

const COMPOSED = ['allOf', 'anyOf', 'oneOf']

/**
 * Every named property of a schema, level by level: also of nested objects, of the items of arrays, and behind
 * `allOf`, `anyOf`, `oneOf` and local `$ref`. Every place is visited once, so that circles end; whatever is no schema is
 * passed over.
 */
export function propertiesOf(root: Json | undefined, at: string): Property[] {
  const found: Property[] = []
  const seen = new Set<JsonObject>()
  let level: { schema: Json | undefined; pointer: string }[] = [{ schema: root, pointer: at }]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: typeof level = []
    // The list grows while it is read: parts and references of a schema belong to the same level.
    for (const { schema, pointer } of level) {
      const object = objectOf(schema)
      if (!object || seen.has(object) || seen.size > MOST) continue
      seen.add(object)
      for (const [name, value] of Object.entries(objectOf(object['properties']) ?? {})) {
        if (found.length >= MOST) return found
        const place = `${pointer}/properties/${pointerPart(name)}`
        found.push({ name, spelled: snake(name), pointer: place, schema: value })
        next.push({ schema: value, pointer: place })
      }
      next.push({ schema: object['items'], pointer: `${pointer}/items` })
      for (const key of COMPOSED) {
        const parts = object[key]
        if (!Array.isArray(parts)) continue
        for (const [index, part] of parts.slice(0, MOST_PARTS).entries())
          level.push({ schema: part, pointer: `${pointer}/${key}/${index}` })
      }
      const target = referenced(object['$ref'], root)
      if (target) level.push({ schema: target.schema, pointer: at + target.pointer })
    }
    level = next
  }
  return found
}

/** What a reference inside the same schema points to; any other reference gives undefined. */
function referenced(ref: Json | undefined, root: Json | undefined) {
  if (typeof ref !== 'string' || !/^#\/.{1,500}$/.test(ref)) return undefined
  const pointer = ref.slice(1)
  let schema = root
  for (const key of keysOfPointer(pointer)) {
    const object = objectOf(schema)
    if (!object || !Object.hasOwn(object, key)) return undefined
    schema = object[key]
  }
  return { schema, pointer }
}

const SECTION = /(?:^|\n)[ \t]{0,12}(?:args|arguments|parameters|params|inputs?)[ \t]{0,4}:/i
const ARGUMENT =
  /\n[ \t]{0,12}[-*]?[ \t]{0,4}`?([A-Za-z_][A-Za-z0-9_]{0,60})`?[ \t]{0,4}(?:\([^)\n]{0,60}\))?[ \t]{0,4}:[ \t]{0,4}([^\n]{0,300})/g
const MAX_PROSE = 6000

/** Parameters that a description lists under "Args:", for definitions whose schema names none. */
export function propertiesOfProse(description: string): Property[] {
  const text = description.slice(0, MAX_PROSE)
  const section = SECTION.exec(text)
  if (!section) return []
  const from = section.index + section[0].length
  const found: Property[] = []
  ARGUMENT.lastIndex = from
  for (let match = ARGUMENT.exec(text); match && found.length < 40; match = ARGUMENT.exec(text)) {
    const [whole, name = '', about = ''] = match
    if (/^(returns?|raises|examples?|notes?|yields)$/i.test(name)) break
    const at = match.index + whole.indexOf(name)
    found.push({
      name,
      spelled: snake(name),
      pointer: 'description',
      schema: { type: 'string', description: about },
      at,
    })
    ARGUMENT.lastIndex = match.index + whole.length
  }
  return found
}
