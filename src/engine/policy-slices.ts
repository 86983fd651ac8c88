import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'

/** Below this, Cedar looks at all policies faster than they are taken apart. */
const MIN_POLICIES = 30
/** For how many tools all policies are asked anyway, so that a slice that leaves out too much is noticed. */
const WHOLE_FOR = 5

/** The part of a policy's scope that tells for which tool it can apply. */
export type ScopePart = 'action' | 'resource'

/**
 * Policies parsed so that a request is put only to those that can apply to it: those whose scope names its action or resource, and
 * those that name none. Cedar looks at every policy of a set, so the files of large servers would take time by the square of
 * their tools. Source: docs.cedarpolicy.com, policy slicing by scope.
 */
export class PolicySlices {
  readonly #id: string
  readonly #general: string[] = []
  readonly #own: Map<string, string[]> | undefined
  readonly #asked = new Set<string>()
  /** Tools that the same policies are about share a set; the ids are those of the last text again. */
  readonly #parsed = new Map<string, string>()

  /** @throws {Error} with Cedar's message where a policy cannot be read; read the text as a whole before. */
  constructor(id: string, policies: readonly string[], part: ScopePart) {
    this.#id = id
    this.#parse(id, policies.join('\n'))
    if (policies.length < MIN_POLICIES) return
    this.#own = new Map()
    for (const policy of policies) {
      const names = scopeNames(policy, part)
      if (names === undefined) this.#general.push(policy)
      for (const name of new Set(names)) {
        const own = this.#own.get(name) ?? []
        own.push(policy)
        this.#own.set(name, own)
      }
    }
  }

  /** The id of a parsed set with everything that can apply to a request about the entity of that name. */
  setFor(name: string): string {
    if (!this.#own) return this.#id
    if (this.#asked.size < WHOLE_FOR || this.#asked.has(name)) {
      this.#asked.add(name)
      return this.#id
    }
    const policies = [...this.#general, ...(this.#own.get(name) ?? [])].join('\n')
    const known = this.#parsed.get(policies)
    if (known !== undefined) return known
    const id = `${this.#id} slice ${this.#parsed.size}`
    this.#parse(id, policies)
    this.#parsed.set(policies, id)
    return id
  }

  #parse(id: string, staticPolicies: string): void {
    const parsed = cedarWasm.preparsePolicySet(id, { staticPolicies })
    if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '))
  }
}

type PolicyJson = Extract<ReturnType<typeof cedarWasm.policyToJson>, { type: 'success' }>['json']

// The same policies stand in the files of several postures and targets.
const policiesRead = new Map<string, { json: PolicyJson } | { problems: string[] }>()
const MAX_KNOWN = 5_000

/** One policy in Cedar's JSON form, or what Cedar says against it. */
export function readPolicy(policy: string): { json: PolicyJson } | { problems: string[] } {
  const known = policiesRead.get(policy)
  if (known) return known
  if (policiesRead.size >= MAX_KNOWN) policiesRead.clear()
  const answer = cedarWasm.policyToJson(policy)
  const read =
    answer.type === 'failure' ? { problems: answer.errors.map(({ message }) => message) } : { json: answer.json }
  policiesRead.set(policy, read)
  return read
}

/** The entities of which a scope demands one; undefined where it takes others, too. */
export function scopeNames(policy: string, part: ScopePart): string[] | undefined {
  const read = readPolicy(policy)
  if ('problems' in read) throw new Error(read.problems.join('; '))
  const scope = read.json[part]
  const id = (entity: { __entity: { id: string } } | { id: string }) =>
    '__entity' in entity ? entity.__entity.id : entity.id
  if (scope.op === '==' && 'entity' in scope) return [id(scope.entity)]
  // Actions have no groups here, so that one of a list is meant.
  if (part === 'action' && scope.op === 'in' && 'entities' in scope) return scope.entities.map(id)
  return undefined
}
