import type { Rule } from '../../schema/rule.ts'
import type { Loss, SnippetEffect } from './format.ts'

/** What a target can do with one tool, beside letting it pass and refusing it. */
export interface Abilities {
  /** Let a person decide. */
  ask: boolean
  /** Take the tool out of the list that the model sees. */
  hide: boolean
  /** Count calls. */
  limits: boolean
  /** Look at arguments. */
  conditions: boolean
  /** Whatever it refuses it hides, too. */
  denyHides?: boolean
}

/** What a rule comes to where a target can do only so much. */
export interface Settled {
  rule: Rule
  effect: SnippetEffect
}

/**
 * Turns every rule into what the target can do: as the rule says, or stricter. Milder only where the rule itself says
 * that its limit may be left out, because the limit does no more than stop a loop.
 * @param label the target's name, for the losses.
 */
export function settle(rules: readonly Rule[], can: Abilities, label: string): { settled: Settled[]; losses: Loss[] } {
  const lost = new Set<keyof typeof WORDS>()
  const settled = rules.map((rule) => {
    const effect = effectOf(rule, can, lost)
    return { rule, effect: effect === 'deny' && can.denyHides ? ('hide' as const) : effect }
  })
  const losses = ORDER.filter((one) => lost.has(one)).map((one) => ({ what: WORDS[one](label, can.ask) }))
  return { settled, losses }
}

function effectOf(rule: Rule, can: Abilities, lost: Set<keyof typeof WORDS>): SnippetEffect {
  const { limits, conditions, uncounted } = rule
  let effect: SnippetEffect = rule.effect
  if (effect === 'allow' && conditions.length > 0 && !can.conditions) {
    lost.add('conditions')
    effect = 'ask'
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

const ORDER = ['ask', 'conditions', 'limits', 'ceiling', 'hide'] as const
const instead = (asks: boolean) => (asks ? 'asks a person about every call' : 'refuses every call')
const WORDS = {
  ask: (label: string) => `${label} cannot ask a person. Where the rule is to ask, the snippet refuses every call.`,
  conditions: (label: string, asks: boolean) =>
    `${label} cannot look at arguments here. Where the rule is about arguments, the snippet ${instead(asks)}.`,
  limits: (label: string, asks: boolean) =>
    `${label} cannot count calls. Where the limit is what makes the tool acceptable, the snippet ${instead(asks)}.`,
  ceiling: (label: string) =>
    `${label} cannot count calls. Where the limit only stops a loop, the snippet lets calls pass without it.`,
  hide: (label: string) => `${label} cannot take a tool out of the list. The snippet refuses its calls instead.`,
}
