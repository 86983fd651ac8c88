import type { Condition, Rule } from '../../schema/rule.ts'
import type { Loss, SnippetEffect } from './format.ts'
import { absentLoss, absentPassesLoss, leftOutLoss, lowerConditions } from './lower-conditions.ts'

/** What a target can do with one tool, beside letting it pass and refusing it. */
export interface Abilities {
  /** Let a person decide. */
  ask: boolean
  /** Take the tool out of the list that the model sees. */
  hide: boolean
  /** Count calls. */
  limits: boolean
  /** Check conditions on arguments: none, all as they are, or as the function gives them; see {@link lowerConditions}. */
  conditions: boolean | ((condition: Condition, rule: Rule) => Condition | undefined)
  /** Whatever it refuses it hides, too. */
  denyHides?: boolean
}

/** What a rule comes to where a target can do only so much. */
export interface Settled {
  rule: Rule
  effect: SnippetEffect
  /** The conditions that the target checks. */
  conditions: Condition[]
}

/**
 * Turns every rule into what the target can do: as the rule says, or stricter. Milder only where the rule itself says
 * that its limit may be left out, because the limit does no more than stop a loop.
 * @param label the target's name, for the losses.
 */
export function settle(rules: readonly Rule[], can: Abilities, label: string): { settled: Settled[]; losses: Loss[] } {
  const lost = new Set<keyof typeof WORDS>()
  const settled = rules.map((rule): Settled => {
    const lowered = lowerConditions(rule, (condition) => {
      if (typeof can.conditions === 'function') return can.conditions(condition, rule)
      return can.conditions ? condition : undefined
    })
    const effect = effectOf(rule, can, lowered.failed, lost)
    if (rule.effect === 'allow' && !lowered.failed) {
      if (lowered.leftOut) lost.add('leftOut')
      if (lowered.stricter) lost.add('absent')
      if (lowered.absentPasses) lost.add('absentPasses')
    }
    const passes = effect === 'allow' || effect === 'limit'
    return {
      rule,
      effect: effect === 'deny' && can.denyHides ? 'hide' : effect,
      conditions: passes ? lowered.checked : [],
    }
  })
  const losses = ORDER.filter((one) => lost.has(one)).map((one) => WORDS[one](label, can.ask))
  return { settled, losses }
}

/** The conditions that a snippet checks, by tool. */
export const conditionsOfSettled = (settled: readonly Settled[]): Map<string, Condition[]> =>
  new Map(settled.flatMap(({ rule, conditions }) => (conditions.length > 0 ? [[rule.tool, conditions] as const] : [])))

function effectOf(rule: Rule, can: Abilities, failed: boolean, lost: Set<keyof typeof WORDS>): SnippetEffect {
  const { limits, uncounted, unchecked = 'ask' } = rule
  let effect: SnippetEffect = rule.effect
  if (effect === 'allow' && failed) {
    lost.add('conditions')
    effect = unchecked
  } else if (effect === 'allow' && limits.length > 0) {
    if (can.limits) return 'limit'
    lost.add(uncounted === 'allow' ? 'ceiling' : 'limits')
    effect = uncounted
  }
  if (effect === 'ask' && !can.ask) {
    if (rule.effect === 'ask') lost.add('ask')
    return 'deny'
  }
  if (effect === 'hide' && !can.hide) {
    lost.add('hide')
    return 'deny'
  }
  return effect
}

const ORDER = ['ask', 'conditions', 'absent', 'absentPasses', 'leftOut', 'limits', 'ceiling', 'hide'] as const
const instead = (asks: boolean) => (asks ? 'asks a person about every call' : 'refuses every call')
const WORDS: Record<(typeof ORDER)[number], (label: string, asks: boolean) => Loss> = {
  ask: (label) => ({
    what: `${label} cannot ask a person. Where the rule is to ask, the snippet refuses every call.`,
  }),
  conditions: (label, asks) => ({
    what: `${label} cannot check an argument that the rule depends on. There the snippet ${instead(asks)}.`,
  }),
  absent: absentLoss,
  absentPasses: absentPassesLoss,
  leftOut: leftOutLoss,
  limits: (label, asks) => ({
    what: `${label} cannot count calls. Where the limit is what makes the tool acceptable, the snippet ${instead(asks)}.`,
  }),
  ceiling: (label) => ({
    what: `${label} cannot count calls. Where the limit only stops a loop, the snippet lets calls pass without it.`,
  }),
  hide: (label) => ({
    what: `${label} cannot take a tool out of the list. The snippet refuses its calls instead.`,
  }),
}
