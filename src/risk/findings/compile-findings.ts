import { type FindingCheck, type FindingRules, findingChecks } from '../../schema/finding.ts'
import type { Orders } from '../../schema/orders.ts'
import type { TraitId } from '../../schema/trait.ts'
import type { UnseenKind } from '../../text/invisible.ts'
import { type CompiledOrders, compileOrders, type Thing } from './orders.ts'

/** A rule that is a pattern. */
export interface Pattern {
  id: string
  regex: RegExp
}

/** The lint rules, sorted by what they look at, with their patterns made. */
export interface CompiledFindings {
  byId: Map<string, FindingRules[number]>
  /** Position of each rule in content/risk/findings.yaml. */
  order: Map<string, number>
  characters: Map<UnseenKind, string>
  patterns: Pattern[]
  scripts: CompiledOrders['scripts']
  /** What may be in a text that holds a part, by the number of the part. */
  patternsOf: Pattern[][]
  thingsOf: Thing[][]
  parameters: { id: string; regex: RegExp }[]
  facts: { id: string; facts: string[]; traits: TraitId[] | undefined }[]
  checks: { id: string; check: FindingCheck }[]
}

/**
 * Makes the lint rules ready for use.
 * @throws {RangeError} where wording belongs to no rule, a rule looks at nothing, or a check has none or several rules.
 */
export function compileFindings(rules: FindingRules, orders: Orders): CompiledFindings {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const worded = [orders.sayings, ...orders.languages.map(({ sayings }) => sayings)].flatMap(Object.keys)
  for (const id of worded)
    if (!byId.has(id)) throw new RangeError(`content/risk/orders.yaml: findings.yaml has no rule ${id}`)
  for (const { id, regex, characters, names, facts, check } of rules)
    if (!regex && !characters && !names && !facts && !check && !worded.includes(id))
      throw new RangeError(`content/risk/findings.yaml: nothing says what ${id} looks for`)
  const compiled = rules.flatMap(({ id, regex, needs }) =>
    regex === undefined ? [] : [{ pattern: { id, regex: new RegExp(regex, 'imu') }, needs }],
  )
  const parts = [
    ...new Set([
      ...compiled.flatMap(({ needs = [] }) => needs),
      ...Object.values(orders.things).flatMap(({ needs }) => needs),
    ]),
  ]
  const { scripts, things } = compileOrders(orders, parts)
  const thingNeeds = Object.values(orders.things).map(({ needs }, index) => ({ needs, thing: things[index] as Thing }))
  const checks = rules.flatMap(({ id, check }) => (check === undefined ? [] : [{ id, check }]))
  for (const check of findingChecks)
    if (checks.filter((one) => one.check === check).length !== 1)
      throw new RangeError(`content/risk/findings.yaml: the check ${check} belongs to one rule, and only one`)
  return {
    byId,
    order: new Map(rules.map(({ id }, index) => [id, index])),
    characters: new Map(rules.flatMap(({ id, characters }) => (characters === undefined ? [] : [[characters, id]]))),
    patterns: compiled.map(({ pattern }) => pattern),
    scripts,
    patternsOf: parts.map((part) => compiled.flatMap(({ pattern, needs }) => (needs?.includes(part) ? [pattern] : []))),
    thingsOf: parts.map((part) => thingNeeds.flatMap(({ needs, thing }) => (needs.includes(part) ? [thing] : []))),
    parameters: rules.flatMap(({ id, names }) => (names === undefined ? [] : [{ id, regex: new RegExp(names, 'i') }])),
    facts: rules.flatMap(({ id, facts, traits }) => (facts === undefined ? [] : [{ id, facts, traits }])),
    checks,
  }
}
