import type { Span } from '../../schema/assessment.ts'
import { type Json, objectOf, type Tool } from '../../schema/tool.ts'
import { type Lexicon, lookUp } from '../lexicon.ts'
import type { Property } from '../properties.ts'
import { tokenise } from '../tokenise.ts'

/** The span of a parameter's name. */
export const nameSpan = ({ pointer, name }: Property): Span => ({
  field: pointer,
  start: 0,
  end: name.length,
  quote: name,
})

/** A parameter that is an object of which nothing is said, or a schema that welcomes members it does not name. */
export function untyped(tool: Tool, properties: readonly Property[]): Span[] {
  const open = properties.find(({ schema }) => {
    const object = objectOf(schema)
    return object?.['type'] === 'object' && isEmpty(object['properties']) && !hasParts(object)
  })
  if (open) return [nameSpan(open)]
  const name = 'additionalProperties'
  return objectOf(tool['inputSchema'])?.[name] === true
    ? [{ field: `/inputSchema/${name}`, start: 0, end: name.length, quote: name }]
    : []
}

const isEmpty = (value: Json | undefined) => Object.keys(objectOf(value) ?? {}).length === 0
const hasParts = (object: Record<string, Json>) =>
  ['anyOf', 'oneOf', 'allOf', '$ref', 'additionalProperties', 'patternProperties'].some((key) => {
    const value = object[key]
    return value !== undefined && typeof value !== 'boolean'
  })

/** What the schema lacks, as a sentence: itself, or a description of any parameter; undefined when it lacks neither. */
export function schemaLack(tool: Tool, properties: readonly Property[]): string | undefined {
  if (objectOf(tool['inputSchema']) === undefined) return 'It sends no schema.'
  const described = properties.some(({ schema }) => typeof objectOf(schema)?.['description'] === 'string')
  if (properties.length === 0 || described) return undefined
  return properties.length === 1
    ? 'Its parameter has no description.'
    : `None of its ${properties.length} parameters has a description.`
}

// More values than an honest list of actions has.
const MOST = 300

/** Values of one parameter of which one reads and one deletes. */
export function bundledActions(properties: readonly Property[], actions: RegExp, lexicon: Lexicon): Span[] {
  for (const { spelled, pointer, schema } of properties) {
    const values = objectOf(schema)?.['enum']
    if (!actions.test(spelled) || !Array.isArray(values)) continue
    const verbs = values.slice(0, MOST).flatMap((value, index) => {
      if (typeof value !== 'string') return []
      const [word] = tokenise(value)
      const verb = word && lookUp(lexicon, word.text)
      return word && verb && verb.strength > 1 ? [{ value, index, word, category: verb.category }] : []
    })
    const reads = verbs.find(({ category }) => category === 'Read')
    const deletes = verbs.find(({ category }) => category === 'Destructive')
    if (reads && deletes)
      return [reads, deletes].map(({ value, index, word }) => ({
        field: `${pointer}/enum/${index}`,
        start: word.start,
        end: word.end,
        quote: value.slice(word.start, word.end),
      }))
  }
  return []
}
