import { snake } from '../../risk/snake.ts'
import type { ArgumentFamilies, ArgumentFamily } from '../../schema/argument-families.ts'
import type { Verdict } from '../../schema/category.ts'
import { descriptionOf, type Json, objectOf, type Tool } from '../../schema/tool.ts'

/** One parameter of a tool and the family it belongs to. */
export interface Proposal {
  parameter: string
  family: ArgumentFamily
  /** Whether a call without the argument is in order. */
  optional: boolean
  /** Whether the argument is a list, which no target can check value by value; it can only be left out. */
  list: boolean
}

/** What a rule can demand of the arguments of one tool. */
export interface Proposals {
  /** Parameters whose values a target can check. */
  checked: readonly Proposal[]
  /** Parameters that need a check and can have none, so that a fence around the others would have a gap. */
  unchecked: readonly Proposal[]
  /** Parameters for which no pattern is a boundary. */
  boundless: readonly Proposal[]
}

/** Families of most tools: none. */
const NONE: Proposals = { checked: [], unchecked: [], boundless: [] }

// Longer texts are cut: what a parameter holds is said at the beginning, and servers can send megabytes.
const LONGEST_TEXT = 1_000
const LONGEST_LIST = 500

/**
 * The families of the parameters at the top of a schema, by their names, types and descriptions, by what stands beside them
 * and by the category of the tool. A family that cannot check all of its parameters of a tool is not offered for that tool.
 */
export function proposals(tool: Tool, category: Verdict, { families }: ArgumentFamilies): Proposals {
  const inputSchema = objectOf(tool['inputSchema'])
  const properties = Object.entries(objectOf(inputSchema?.['properties']) ?? {}).slice(0, LONGEST_LIST)
  if (properties.length === 0) return NONE
  const names = properties.map(([name]) => snake(name).toLowerCase())
  const listed = inputSchema?.['required']
  const required = new Set(Array.isArray(listed) ? listed : [])
  const toolText = `${snake(tool.name).replaceAll(/[_-]/g, ' ')} ${descriptionOf(tool)}`.slice(0, LONGEST_TEXT)
  const found = properties.flatMap(([parameter, property], index): Proposal[] => {
    // Targets read a dot as the way into an object.
    if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(parameter)) return []
    const schema = objectOf(property)
    if (!schema) return []
    const seen: Seen = {
      name: names[index] as string,
      text: textOf(schema),
      tool: toolText,
      beside: names.filter((_, other) => other !== index),
      category,
    }
    const fitting = families.filter((family) => compiled(family).some((place) => fits(place, seen)))
    const first = fitting.find(({ also }) => !also)
    return [...(first ? [first] : []), ...fitting.filter(({ also }) => also)].flatMap((family) => {
      const proposal = proposalOf(parameter, family, schema, seen.text, required.has(parameter))
      return proposal ? [proposal] : []
    })
  })
  return sorted(found)
}

function proposalOf(
  parameter: string,
  family: ArgumentFamily,
  schema: Record<string, Json>,
  text: string,
  required: boolean,
): Proposal | undefined {
  const { type, conditions, several, absent, dangerousDefault, safeDefault } = family
  const dangerous =
    test(dangerousDefault, text) || (absent === 'refused' && !test(safeDefault, text) && schema['default'] !== true)
  const optional = !required && !dangerous
  if (conditions.length === 0) return { parameter, family, optional, list: false }
  const types = new Set(typesOf(schema).filter((one) => one !== 'null'))
  const list = (types.has('array') && holdsTexts(schema)) || test(several, text)
  if (!types.has(type) && !list) return undefined
  // A value of another type may be in order, and a condition would refuse it.
  if (!list && types.size > 1) return undefined
  if (!list && (isIdle(family, schema) || !isPossible(family, schema))) return undefined
  return { parameter, family, optional, list }
}

/** Whether a list holds plain texts, and not objects with members of their own. */
const holdsTexts = ({ items }: Record<string, Json>) =>
  typesOf(objectOf(items) ?? {}).every((type) => type === 'string')

/** Whether the schema alone demands as much: a cap that is no lower than its own. */
function isIdle({ conditions }: ArgumentFamily, { maximum }: Record<string, Json>): boolean {
  const cap = conditions.find(({ op }) => op === 'lte')?.value
  return typeof cap === 'number' && typeof maximum === 'number' && maximum <= cap
}

/** Whether the schema's own list of values holds one that passes, and its own default passes. */
function isPossible({ conditions }: ArgumentFamily, schema: Record<string, Json>): boolean {
  const { enum: values, default: usual } = schema
  const cap = conditions.find(({ op }) => op === 'lte')?.value
  if (typeof cap === 'number' && typeof usual === 'number' && usual > cap) return false
  if (!Array.isArray(values)) return true
  const wanted = conditions.find(({ op }) => op === 'in')?.value
  return Array.isArray(wanted) && wanted.some((one) => values.includes(one))
}

/** Checked, not to be checked, and without a boundary. */
function sorted(found: readonly Proposal[]): Proposals {
  if (found.length === 0) return NONE
  const boundless = found.filter(({ family }) => family.boundary === false)
  const conditional = found.filter(({ family }) => family.conditions.length > 0)
  // A list that may be left out can be refused; one that must be there cannot be checked at all.
  const gap = (family: ArgumentFamily) =>
    conditional.some(({ family: other, list, optional }) => other === family && list && !(optional && family.orElse))
  return {
    checked: conditional.filter(({ family }) => !gap(family)),
    unchecked: conditional.filter(({ family, list }) => family.needs !== undefined && list && gap(family)),
    boundless,
  }
}

interface Seen {
  name: string
  text: string
  tool: string
  beside: readonly string[]
  category: Verdict
}

type Place = ArgumentFamily['where'][number]
type CompiledPlace = Omit<Place, 'names' | `${string}arameter` | `${string}ool` | `${string}eside`> & {
  names: RegExp
  parameter: RegExp | undefined
  notParameter: RegExp | undefined
  tool: RegExp | undefined
  notTool: RegExp | undefined
  beside: RegExp | undefined
  notBeside: RegExp | undefined
}

const cache = new WeakMap<ArgumentFamily, CompiledPlace[]>()

function compiled(family: ArgumentFamily): CompiledPlace[] {
  const known = cache.get(family)
  if (known) return known
  const regex = (source: string | undefined) => (source === undefined ? undefined : new RegExp(source, 'i'))
  const places = family.where.map(({ names, parameter, notParameter, tool, notTool, beside, notBeside, ...rest }) => ({
    ...rest,
    names: new RegExp(names, 'i'),
    parameter: regex(parameter),
    notParameter: regex(notParameter),
    tool: regex(tool),
    notTool: regex(notTool),
    beside: regex(beside),
    notBeside: regex(notBeside),
  }))
  cache.set(family, places)
  return places
}

function fits(place: CompiledPlace, { name, text, tool, beside, category }: Seen): boolean {
  return (
    place.names.test(name) &&
    (place.categories?.some((one) => one === category) ?? true) &&
    !(place.notCategories?.some((one) => one === category) ?? false) &&
    (place.parameter?.test(text) ?? true) &&
    !(place.notParameter?.test(text) ?? false) &&
    (place.tool?.test(tool) ?? true) &&
    !(place.notTool?.test(tool) ?? false) &&
    (!place.beside || beside.some((other) => place.beside?.test(other))) &&
    !(place.notBeside && beside.some((other) => place.notBeside?.test(other)))
  )
}

const test = (source: string | undefined, text: string) => source !== undefined && new RegExp(source, 'i').test(text)

/** The description of a parameter, and those of its alternatives. */
function textOf(schema: Record<string, Json>): string {
  const own = schema['description']
  const others = alternatives(schema).map((one) => one['description'])
  return [own, ...others]
    .filter((one) => typeof one === 'string')
    .join(' ')
    .slice(0, LONGEST_TEXT)
}

/** What a schema says that a value is, in the words of the families; integer counts as number. */
function typesOf(schema: Record<string, Json>): string[] {
  const { type } = schema
  const own = Array.isArray(type) ? type : [type]
  return [
    ...own.flatMap((one) => (typeof one === 'string' ? [one === 'integer' ? 'number' : one] : [])),
    ...alternatives(schema).flatMap(typesOf),
  ]
}

const MOST_ALTERNATIVES = 20

function alternatives(schema: Record<string, Json>): Record<string, Json>[] {
  return ['anyOf', 'oneOf'].flatMap((key) => {
    const list = schema[key]
    return Array.isArray(list) ? list.slice(0, MOST_ALTERNATIVES).map((one) => objectOf(one) ?? {}) : []
  })
}
