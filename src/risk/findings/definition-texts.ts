import type { Json, Tool } from '../../schema/tool.ts'
import { pointerPart } from '../../text/json-pointer.ts'

/** A text of a definition, or of a server, with its place. */
export interface PlacedText {
  /** As in `Span.field`: `name`, `title`, `description`, `instructions`, or a JSON pointer to a string or a key. */
  readonly field: string
  text: string
  /** Whether most clients do not show the place to people. */
  hidden: boolean
}

/** Every text of a definition that a model may see, and whether the rest was left out. */
export interface DefinitionTexts {
  texts: PlacedText[]
  cut: boolean
}

/** Units of text that are read of one definition. The largest honest one that was seen had a tenth of it. */
export const MOST_READ = 1_000_000

// Words of JSON Schema 2020-12 and of `tools/list`: as keys they say nothing of the author's.
const VOCABULARY = new Set(
  (
    '$schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs definitions type properties ' +
    'patternProperties additionalProperties propertyNames required items prefixItems additionalItems contains ' +
    'minContains maxContains uniqueItems minItems maxItems minLength maxLength pattern format minimum maximum ' +
    'exclusiveMinimum exclusiveMaximum multipleOf minProperties maxProperties dependentRequired dependentSchemas ' +
    'dependencies enum const default description title examples example deprecated readOnly writeOnly nullable allOf ' +
    'anyOf oneOf not if then else unevaluatedItems unevaluatedProperties contentEncoding contentMediaType ' +
    'contentSchema discriminator name inputSchema outputSchema annotations readOnlyHint destructiveHint ' +
    'idempotentHint openWorldHint _meta icons src mimeType sizes execution taskSupport'
  ).split(' '),
)

// Values of every schema.
const SAYS_NOTHING = new Set([
  'string',
  'object',
  'array',
  'number',
  'integer',
  'boolean',
  'null',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft/2020-12/schema',
])

/** A value that is still to be read, with the way to it. */
interface Place {
  value: Json
  key: string
  parent: Place | undefined
}

/**
 * Every text of a definition at any depth: name, title and description first, then each key and string of every other
 * member in its order, also of members that no specification knows. The work grows with the size of the definition and ends
 * after {@link MOST_READ} units of text.
 */
export function definitionTexts(tool: Tool): DefinitionTexts {
  const texts: PlacedText[] = []
  let left = MOST_READ
  const add = (text: string, place: Place | string, key = false) => {
    if (text.length > left) text = text.slice(0, left)
    left -= text.length
    if (text === '') return
    texts.push(typeof place === 'string' ? { field: place, text, hidden: false } : new TextAt(place, text, key))
  }
  add(tool.name, 'name')
  for (const key of ['title', 'description']) if (typeof tool[key] === 'string') add(tool[key], key)
  const own = (key: string) =>
    key === 'name' || ((key === 'title' || key === 'description') && typeof tool[key] === 'string')
  const stack: Place[] = []
  const push = (value: Json, parent: Place | undefined) => {
    if (typeof value !== 'object' || value === null) return
    const from = stack.length
    if (Array.isArray(value))
      for (let index = 0; index < value.length; index++)
        stack.push({ value: value[index] as Json, key: String(index), parent })
    else
      for (const key of Object.keys(value))
        if (parent || !own(key)) stack.push({ value: value[key] as Json, key, parent })
    // What comes first is read first.
    for (let low = from, high = stack.length - 1; low < high; low++, high--) {
      const first = stack[low] as Place
      stack[low] = stack[high] as Place
      stack[high] = first
    }
  }
  push(tool, undefined)
  for (let place = stack.pop(); place; place = stack.pop()) {
    if (left <= 0) return { texts, cut: true }
    // Numbers, truth values and brackets cost a little, too, so that no definition is endless.
    left--
    const { value, key, parent } = place
    if (!Array.isArray(parent?.value) && !VOCABULARY.has(key)) add(key, place, true)
    if (typeof value === 'string') {
      if (!SAYS_NOTHING.has(value)) add(value, place)
    } else push(value, place)
  }
  return { texts, cut: left <= 0 }
}

/** A text whose pointer is only spelled when it is asked for: most are never quoted. */
class TextAt implements PlacedText {
  readonly #place: Place
  readonly #key: boolean
  readonly text: string
  readonly hidden: boolean

  constructor(place: Place, text: string, key: boolean) {
    this.#place = place
    this.text = text
    this.#key = key
    const { parent } = place
    this.hidden = !(place.key === 'title' && parent?.key === 'annotations' && parent.parent === undefined)
  }

  get field(): string {
    const parts: string[] = []
    for (let place: Place | undefined = this.#place; place; place = place.parent) parts.push(pointerPart(place.key))
    const pointer = `/${parts.reverse().join('/')}`
    // A pointer to a string is a place in the string, so that its key needs another name.
    return this.#key && typeof this.#place.value === 'string' ? `key:${pointer}` : pointer
  }
}
