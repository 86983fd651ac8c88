import { propertiesOf } from '../../risk/properties.ts'
import { snake } from '../../risk/snake.ts'
import type { ArgumentFamilies, ArgumentFamily } from '../../schema/argument-families.ts'
import type { Verdict } from '../../schema/category.ts'
import { descriptionOf, type Json, objectOf, type Tool } from '../../schema/tool.ts'
import { keysOfPointer } from '../../text/json-pointer.ts'

/** One parameter of a tool and the family it belongs to. */
export interface Proposal {
  parameter: string
  family: ArgumentFamily
  /** Whether a call without the argument is in order. */
  optional: boolean
  /** Whether a cap says nothing about a call without the argument, because the definition does not state what then holds. */
  unstated?: true
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
  const toolText = textOfTool(tool)
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
    return familiesOf(seen, families).flatMap((family) => {
      const proposal = proposalOf(parameter, family, schema, seen.text, required.has(parameter))
      return proposal ? [proposal] : []
    })
  })
  return sorted(found)
}

/** A parameter inside another one, of a family for which a rule demands something where it stands at the top. */
export interface NestedParameter {
  /** The names from the top to it, with dots between them. */
  parameter: string
  family: ArgumentFamily
}

/**
 * The parameters inside others of which nothing is demanded, because conditions are made for the top of a schema alone. Pages say
 * so, so that nobody takes the rule for a check of them.
 */
export function nestedParameters(tool: Tool, category: Verdict, { families }: ArgumentFamilies): NestedParameter[] {
  const all = propertiesOf(tool['inputSchema'], '')
  const nested = all.filter(({ pointer }) => dotted(pointer).length > 1)
  if (nested.length === 0) return []
  const top = all.filter(({ pointer }) => dotted(pointer).length === 1).map(({ spelled }) => spelled.toLowerCase())
  const toolText = textOfTool(tool)
  const holderOf = (pointer: string) => pointer.slice(0, pointer.lastIndexOf('/'))
  const besides = new Map<string, string[]>()
  for (const { pointer, spelled } of nested) {
    const holder = holderOf(pointer)
    besides.set(holder, [...(besides.get(holder) ?? []), spelled.toLowerCase()])
  }
  return nested.flatMap(({ spelled, pointer, schema: property }): NestedParameter[] => {
    const schema = objectOf(property)
    if (!schema) return []
    const name = spelled.toLowerCase()
    const beside = [...(besides.get(holderOf(pointer)) ?? []).filter((other) => other !== name), ...top]
    const text = textOf(schema)
    return familiesOf({ name, text, tool: toolText, beside, category }, families).flatMap((family) => {
      const demands = family.conditions.length > 0 || family.boundary === false
      return demands && proposalOf(name, family, schema, text, false)
        ? [{ parameter: dotted(pointer).join('.'), family }]
        : []
    })
  })
}

/** The names on the way to a place in a schema. */
function dotted(pointer: string): string[] {
  const keys = keysOfPointer(pointer)
  return keys.flatMap((key, index) => (keys[index - 1] === 'properties' ? [key] : []))
}

const textOfTool = (tool: Tool) =>
  `${snake(tool.name).replaceAll(/[_-]/g, ' ')} ${descriptionOf(tool)}`.slice(0, LONGEST_TEXT)

/** The first family that fits, and those that are found beside it. */
function familiesOf(seen: Seen, families: readonly ArgumentFamily[]): ArgumentFamily[] {
  const fitting = families.filter((family) => compiled(family).some((place) => fits(place, seen)))
  const first = fitting.find(({ also }) => !also)
  return [...(first ? [first] : []), ...fitting.filter(({ also }) => also)]
}

function proposalOf(
  parameter: string,
  family: ArgumentFamily,
  schema: Record<string, Json>,
  text: string,
  required: boolean,
): Proposal | undefined {
  const { type, conditions, several, absent, dangerousDefault, safeDefault } = family
  const cap = capOf(family)
  const usual = defaultOf(schema, text)
  const dangerous =
    test(dangerousDefault, text) ||
    (absent === 'refused' && !test(safeDefault, text) && schema['default'] !== true) ||
    (cap !== undefined && usual !== undefined && usual > cap)
  const optional = !required && !dangerous
  if (conditions.length === 0) return { parameter, family, optional, list: false }
  const types = new Set(typesOf(schema).filter((one) => one !== 'null'))
  const list = (types.has('array') && holdsTexts(schema)) || test(several, text)
  if (!types.has(type) && !list) return undefined
  // A value of another type may be in order, and a condition would refuse it.
  if (!list && types.size > 1) return undefined
  if (!list && (isIdle(family, schema) || !isPossible(family, schema))) return undefined
  const isUnstated = cap !== undefined && optional && usual === undefined
  return { parameter, family, optional, list, ...(isUnstated ? { unstated: true } : {}) }
}

/** The most that a family lets pass, where it has a cap of its own. */
function capOf({ conditions }: ArgumentFamily): number | undefined {
  const cap = conditions.find(({ op }) => op === 'lte')?.value
  return typeof cap === 'number' ? cap : undefined
}

const STATED_DEFAULT = /\bdefaults?\b[^\d\n]{0,20}(\d{1,9})(?![\d.])/i

/** The number that holds for a call without the argument, where schema or description states it. */
function defaultOf({ default: usual }: Record<string, Json>, text: string): number | undefined {
  if (typeof usual === 'number') return usual
  const [, stated] = STATED_DEFAULT.exec(text) ?? []
  return stated === undefined ? undefined : Number(stated)
}

/** Whether a list holds plain texts, and not objects with members of their own. */
const holdsTexts = ({ items }: Record<string, Json>) =>
  typesOf(objectOf(items) ?? {}).every((type) => type === 'string')

/** Whether the schema alone demands as much: a cap that is no lower than its own. */
function isIdle(family: ArgumentFamily, { maximum }: Record<string, Json>): boolean {
  const cap = capOf(family)
  return cap !== undefined && typeof maximum === 'number' && maximum <= cap
}

/** Whether the schema's own bounds and list of values hold one that passes. */
function isPossible(family: ArgumentFamily, schema: Record<string, Json>): boolean {
  const { enum: values, minimum } = schema
  const { conditions } = family
  const cap = capOf(family)
  if (cap !== undefined && typeof minimum === 'number' && minimum > cap) return false
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
