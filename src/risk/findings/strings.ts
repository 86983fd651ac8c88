import { type Json, type Tool, titleOf } from '../../schema/tool.ts'

/** A text of a definition with its place. */
export interface PlacedText {
  /** As in `Span.field`: `name`, `title`, `description`, or a JSON pointer to a string or to a property's name. */
  field: string
  text: string
  /** Whether it stands in the schema. */
  schema: boolean
}

// More than any honest definition holds, and a bound for hostile ones.
const MOST_STRINGS = 2000
const LONGEST = 20_000
const DEEPEST = 12

/** Name, title, description, and every key and string of the schema, in their order. Long texts are cut. */
export function textsOfDefinition(tool: Tool): PlacedText[] {
  const found: PlacedText[] = []
  const add = (field: string, text: string, schema: boolean) => {
    if (text !== '' && found.length < MOST_STRINGS) found.push({ field, text: text.slice(0, LONGEST), schema })
  }
  add('name', tool.name, false)
  const title = titleOf(tool)
  if (title !== undefined) add('title', title, false)
  if (typeof tool['description'] === 'string') add('description', tool['description'], false)
  const walk = (value: Json | undefined, pointer: string, named: boolean, depth: number): void => {
    if (found.length >= MOST_STRINGS || depth > DEEPEST) return
    if (typeof value === 'string') add(pointer, value, true)
    else if (Array.isArray(value)) {
      for (const [index, child] of value.entries()) walk(child, `${pointer}/${index}`, false, depth + 1)
    } else if (typeof value === 'object' && value !== null)
      for (const [key, child] of Object.entries(value)) {
        const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
        // Only the names of properties are the author's words; other keys are those of JSON Schema.
        if (named) add(place, key, true)
        walk(child, place, !named && key === 'properties', depth + 1)
      }
  }
  walk(tool['inputSchema'], '/inputSchema', false, 0)
  return found
}
