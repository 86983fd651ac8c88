import type { Span } from '../../schema/assessment.ts'
import type { HarmRules } from '../../schema/harm-rules.ts'
import type { ServerData } from '../../schema/manifest.ts'
import { descriptionOf, type Json, objectOf } from '../../schema/tool.ts'
import { isFree } from '../free-text.ts'
import type { Property } from '../properties.ts'
import type { Reading } from '../reading.ts'
import type { ServerContext } from '../server-context.ts'

type Fact = HarmRules['facts'][number]

/** A fact with its patterns made. */
export type CompiledFact =
  | { id: string; in: 'data'; is: ServerData }
  | { id: string; in: 'any'; of: readonly string[] }
  | { id: string; in: 'context'; is: 'financial' | 'interface' | 'infrastructure' }
  | {
      id: string
      in: 'name' | 'first' | 'lead' | 'text' | 'server'
      regex: RegExp
      /** Its number in `Reading.may`; -1 for one that is looked for elsewhere. */
      sieved: number
      negation: boolean
    }
  | {
      id: string
      in: 'parameter'
      names: RegExp
      top: boolean
      type: 'text' | 'list' | 'switch' | undefined
      speaks: RegExp | undefined
      own: RegExp | undefined
      silent: RegExp | undefined
    }

/** Makes the patterns of a fact. */
function compileFact(fact: Fact, sieved: (regex: RegExp) => number): CompiledFact {
  if (fact.in === 'data' || fact.in === 'any' || fact.in === 'context') return fact
  if (fact.in !== 'parameter') {
    const regex = new RegExp(fact.regex, 'i')
    return {
      id: fact.id,
      in: fact.in,
      regex,
      sieved: fact.in === 'server' ? -1 : sieved(regex),
      negation: fact.negation,
    }
  }
  const maybe = (regex: string | undefined) => (regex === undefined ? undefined : new RegExp(regex, 'i'))
  return {
    id: fact.id,
    in: 'parameter',
    names: new RegExp(fact.names, 'i'),
    top: fact.top,
    type: fact.type,
    speaks: maybe(fact.speaks),
    own: maybe(fact.own),
    silent: maybe(fact.silent),
  }
}

export type NumberedFact = CompiledFact & { number: number }

/** The facts, ready to be looked for. */
export interface CompiledFacts {
  /** Each with its number, by which what was found of it is kept. */
  byId: ReadonlyMap<string, NumberedFact>
  /** Ids of the facts that know a parameter by this name; most names are known by none. */
  ofName: (spelled: string) => ReadonlySet<string>
  /** Which facts are in the words of a server; kept as long as the server is. */
  ofServers: WeakMap<ServerContext, Map<string, boolean>>
}

// A bound on kept answers, so that hostile names cannot fill the memory.
const MAX_NAMES = 20_000

/**
 * Makes the look-ups.
 * @param sieved takes a pattern to be looked for in names and descriptions, and gives its number.
 */
export function compileFacts(facts: readonly Fact[], sieved: (regex: RegExp) => number): CompiledFacts {
  const compiled = facts.map((fact) => compileFact(fact, sieved))
  const names = new Map<string, ReadonlySet<string>>()
  return {
    byId: new Map(compiled.map((fact, number) => [fact.id, { ...fact, number }])),
    ofName(spelled) {
      let found = names.get(spelled)
      if (!found) {
        found = new Set(
          compiled.flatMap((fact) => (fact.in === 'parameter' && fact.names.test(spelled) ? [fact.id] : [])),
        )
        if (names.size >= MAX_NAMES) names.clear()
        names.set(spelled, found)
      }
      return found
    },
    ofServers: new WeakMap(),
  }
}

/** A fact about the server is seen nowhere in the definition. */
const NOWHERE: Span = { field: 'server', start: 0, end: 0, quote: '' }

/** As much of a description as facts are looked for in. */
const MAX_CHARS = 2500

/** The facts of one definition, each looked for when a rule first asks for it. */
export class Facts {
  /** What was looked for, by the fact's number; null where it does not hold. */
  readonly #known: (Span | null | undefined)[]
  readonly #reading: Reading
  readonly #context: ServerContext
  readonly #compiled: CompiledFacts
  readonly #negation: RegExp
  /** The parameters that any fact knows by their name. */
  #named: { one: Property; ids: ReadonlySet<string> }[] | undefined

  constructor(reading: Reading, context: ServerContext, compiled: CompiledFacts, negation: RegExp) {
    this.#reading = reading
    this.#context = context
    this.#compiled = compiled
    this.#negation = negation
    this.#known = new Array(compiled.byId.size).fill(undefined)
  }

  /** Where a fact is seen; undefined where it does not hold. */
  span(id: string): Span | undefined {
    const fact = this.#compiled.byId.get(id)
    return fact && this.#spanOf(fact)
  }

  holds(fact: NumberedFact): boolean {
    return this.#spanOf(fact) !== undefined
  }

  #spanOf(fact: NumberedFact): Span | undefined {
    let found = this.#known[fact.number]
    if (found === undefined) {
      found = this.#find(fact) ?? null
      this.#known[fact.number] = found
    }
    return found ?? undefined
  }

  #find(fact: CompiledFact): Span | undefined {
    const { description, parts, may } = this.#reading
    if ('sieved' in fact && may[fact.sieved] === 0) return undefined
    switch (fact.in) {
      case 'name':
        return this.#inName(fact)
      case 'server':
        return this.#isOfServer(fact) ? NOWHERE : undefined
      case 'any':
        return fact.of.map((id) => this.span(id)).find((span) => span !== undefined)
      case 'context':
        return this.#context[fact.is] ? NOWHERE : undefined
      case 'data':
        return this.#context.data === fact.is ? NOWHERE : undefined
      case 'first':
        return this.#inText(fact, parts.first.slice(0, MAX_CHARS), parts.at) ?? this.#inName(fact)
      case 'lead':
        return this.#inText(fact, parts.lead.slice(0, MAX_CHARS), 0) ?? this.#inName(fact)
      case 'text':
        return this.#inText(fact, description.slice(0, MAX_CHARS), 0) ?? this.#inName(fact)
      case 'parameter':
        return this.#inParameters(fact)
    }
  }

  #isOfServer({ id, regex }: CompiledFact & { in: 'server' | 'name' | 'first' | 'lead' | 'text' }): boolean {
    const { ofServers } = this.#compiled
    let known = ofServers.get(this.#context)
    if (!known) {
      known = new Map()
      ofServers.set(this.#context, known)
    }
    let found = known.get(id)
    if (found === undefined) {
      found = regex.test(this.#context.words)
      known.set(id, found)
    }
    return found
  }

  #inName(fact: CompiledFact & { in: 'name' | 'first' | 'lead' | 'text' | 'server' }): Span | undefined {
    const { spelled, tool } = this.#reading
    return fact.regex.test(spelled) ? { field: 'name', start: 0, end: tool.name.length, quote: tool.name } : undefined
  }

  #inText(fact: CompiledFact & { regex: RegExp; negation: boolean }, text: string, at: number): Span | undefined {
    const match = fact.regex.exec(text)
    if (!match) return undefined
    if (fact.negation && this.#negation.test(text.slice(Math.max(0, match.index - 60), match.index))) return undefined
    const start = at + match.index
    return { field: 'description', start, end: start + match[0].length, quote: match[0] }
  }

  #inParameters(fact: CompiledFact & { in: 'parameter' }): Span | undefined {
    this.#named ??= this.#reading.properties.flatMap((one) => {
      const ids = this.#compiled.ofName(one.spelled)
      return ids.size > 0 ? [{ one, ids }] : []
    })
    const property = this.#named.find(
      ({ one, ids }) => ids.has(fact.id) && (!fact.top || isTop(one)) && fits(fact, one) && this.#said(fact, one),
    )?.one
    if (!property) return undefined
    const start = property.at ?? 0
    return { field: property.pointer, start, end: start + property.name.length, quote: property.name }
  }

  #said({ speaks, own: about, silent }: CompiledFact & { in: 'parameter' }, { schema }: Property): boolean {
    if (!speaks && !silent && !about) return true
    const own = objectOf(schema)?.['description']
    if (about && !(typeof own === 'string' && about.test(own.slice(0, 600)))) return false
    const texts = [
      this.#reading.spelled,
      descriptionOf(this.#reading.tool).slice(0, MAX_CHARS),
      typeof own === 'string' ? own.slice(0, 600) : '',
    ]
    const any = (regex: RegExp) => texts.some((text) => regex.test(text))
    const near = typeof own === 'string' && silent?.test(own.slice(0, 600))
    return (!speaks || any(speaks)) && !near && !silent?.test(this.#reading.spelled)
  }
}

const PARAMETERS = '/inputSchema/properties/'
const isTop = ({ pointer }: Property) =>
  pointer === 'description' || (pointer.startsWith(PARAMETERS) && !pointer.includes('/', PARAMETERS.length))

function fits({ type }: { type: 'text' | 'list' | 'switch' | undefined }, { schema }: Property): boolean {
  if (type === undefined) return true
  const kinds = typesOf(schema)
  if (type === 'list') return kinds.includes('array')
  if (type === 'switch') return kinds.includes('boolean')
  return isFree(schema) && !kinds.every((kind) => kind === 'number' || kind === 'integer' || kind === 'boolean')
}

function typesOf(schema: Json): string[] {
  const object = objectOf(schema)
  if (!object) return ['any']
  const { type } = object
  const own = Array.isArray(type) ? type.map(String) : type === undefined ? [] : [String(type)]
  const parts = ['anyOf', 'oneOf'].flatMap((key) => {
    const list = object[key]
    return Array.isArray(list) ? list.slice(0, 10).flatMap((one) => typesOf(one)) : []
  })
  return own.length + parts.length === 0 ? ['any'] : [...own, ...parts]
}
