import type { Condition, Limit, Rule } from '../../schema/rule.ts'
import { bypassLimitation } from './bypass-limitation.ts'
import { type LoweredRule, lowerRules } from './lower-rule.ts'
import { mergeRules, stricter } from './merge-rules.ts'
import type { Excuse, Limitation } from './snippet.ts'
import type { RenderOptions, RenderTarget, TargetDefinition } from './target.ts'

/**
 * Makes of what a target's folder says what renders its snippets. All that holds for every target happens here: rules are merged by name, lowered to
 * what the target can do, and told from it in effects and limitations.
 */
export function defineRenderTarget({
  render,
  limitations,
  companions,
  fit,
  defaultEffect: effectOfUnlisted = (wanted) => wanted,
  ...described
}: TargetDefinition): RenderTarget {
  const lowering = { subject: described.subject ?? described.label, capabilities: described.capabilities }
  const target: RenderTarget = {
    ...described,
    render(rules, options) {
      const { serverKey, gateway } = options
      const defaultEffect = effectOfUnlisted(options.defaultEffect)
      const named = mergeRules(rules, defaultEffect, (name) => described.refuseName?.(name, serverKey))
      const { byId, idOf, shared } = rulesById(named.rules, described.toolNames, options)
      const { lowered: each, limitations: differences } = lowerRules([...byId.values()], lowering, options)
      const { lowered, limitations: tooMany } = fit?.(each, options) ?? { lowered: each, limitations: [] }
      const base = {
        target,
        serverKey,
        ...(gateway === undefined ? {} : { gateway }),
        file: described.fileName(serverKey),
      }
      const asks = defaultEffect === 'ask' || lowered.some(({ effect }) => effect === 'ask')
      const bypass = asks ? bypassLimitation(described.modes ?? []) : undefined
      if (!namesWholeServer(options)) {
        const isNameless = lowered.length === 0 && named.limitations.length > 0
        const refusal = described.refuseAlone?.(lowered)
        if (refusal !== undefined)
          return {
            ...base,
            text: '',
            refusal: isNameless ? `${lowering.subject} cannot name the tool, so there is no snippet for it.` : refusal,
            limitations: [...named.limitations, ...(bypass && !isNameless ? [bypass] : [])],
            effects: new Map(),
            conditions: new Map(),
            limits: new Map(),
            defaultEffect,
          }
      }
      const outcomes = new Map(lowered.map((one) => [idOf(one.rule.tool), one]))
      const own = [...differences, ...tooMany, ...(limitations?.(lowered, options) ?? []), ...(bypass ? [bypass] : [])]
      const all = [...named.limitations, ...shared, ...(shared.length > 0 ? forEveryName(own, named.rules, idOf) : own)]
      const extra = companions?.(lowered, options)
      return {
        ...base,
        text: render(lowered, options),
        limitations: all.toSorted((a, b) => Number(b.important ?? false) - Number(a.important ?? false)),
        effects: new Map(named.rules.map(({ tool }) => [tool, (outcomes.get(idOf(tool)) as LoweredRule).effect])),
        conditions: new Map(
          named.rules.flatMap(({ tool }): [string, Condition[]][] => {
            const { conditions } = outcomes.get(idOf(tool)) as LoweredRule
            return conditions.length > 0 ? [[tool, conditions]] : []
          }),
        ),
        limits: new Map(
          named.rules.flatMap(({ tool }): [string, Limit[]][] => {
            const { effect, rule } = outcomes.get(idOf(tool)) as LoweredRule
            return effect === 'limit' ? [[tool, rule.limits]] : []
          }),
        ),
        defaultEffect,
        ...(options.tools ? { tools: options.tools } : {}),
        ...(extra ? { companions: extra } : {}),
      }
    },
  }
  return target
}

/** Limitations that state of every tool what they state of another with the same id. */
function forEveryName(
  limitations: readonly Limitation[],
  rules: readonly Rule[],
  idOf: (tool: string) => string,
): Limitation[] {
  const tools = Map.groupBy(
    rules.map(({ tool }) => tool),
    idOf,
  )
  return limitations.map(({ excuses, ...limitation }) => ({
    ...limitation,
    ...(excuses && {
      excuses: excuses.flatMap((one): Excuse[] =>
        'tool' in one ? (tools.get(idOf(one.tool)) ?? []).map((tool) => ({ ...one, tool })) : [one],
      ),
    }),
  }))
}

const namesWholeServer = ({ wholeServer, defaultEffect }: RenderOptions) => wholeServer ?? defaultEffect === 'deny'

/** One rule for every name by which the target knows tools; the stricter one where two tools share a name. */
function rulesById(
  rules: readonly Rule[],
  names: TargetDefinition['toolNames'],
  { serverKey }: RenderOptions,
): { byId: Map<string, Rule>; idOf: (tool: string) => string; shared: Limitation[] } {
  const idOf = (tool: string) => names?.idOf(tool, serverKey) ?? tool
  const byId = new Map<string, Rule>()
  const sharing = new Map<string, string[]>()
  for (const rule of rules) {
    const id = idOf(rule.tool)
    const other = byId.get(id)
    byId.set(id, other ? { ...stricter(other, rule), tool: rule.tool } : rule)
    sharing.set(id, [...(sharing.get(id) ?? []), rule.tool])
  }
  const excuses = [...sharing.values()]
    .filter((tools) => tools.length > 1)
    .flatMap((tools) => tools.map((tool): Excuse => ({ kind: 'shared name', tool })))
  return { byId, idOf, shared: names && excuses.length > 0 ? [{ what: names.shared, excuses }] : [] }
}
