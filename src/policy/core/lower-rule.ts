import type { Condition, Rule } from '../../schema/rule.ts'
import { limitWords } from './limit-words.ts'
import {
  absentLoss,
  absentPassesLoss,
  type LoweredConditions,
  leftOutLoss,
  lowerConditions,
} from './lower-conditions.ts'
import type { Loss, SnippetEffect } from './target.ts'

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
  /** Tools whose calls a target that counts cannot count, and a sentence that says which. */
  uncountable?: { is: (tool: string) => boolean; what: string }
}

/** What a rule comes to where a target can do only so much. */
export interface Settled {
  /** As it was, but for the limits: those that the target keeps where the effect is `limit`. */
  rule: Rule
  effect: SnippetEffect
  /** The conditions that the target checks; none where no call passes. */
  conditions: Condition[]
}

/**
 * Turns every rule into what the target can do: as the rule says, or stricter. Less strict only where the rule itself says
 * so: where its limit only stops a loop, where a condition may be left out, and where it has limits for places in which
 * nobody can be asked.
 * @param label the target's name, for the losses.
 */
export function settle(rules: readonly Rule[], can: Abilities, label: string): { settled: Settled[]; losses: Loss[] } {
  const losses = new Map<string, Loss>()
  const settled = rules.map((rule): Settled => {
    const lowered = lowerConditions(rule, (condition) => {
      if (typeof can.conditions === 'function') return can.conditions(condition, rule)
      return can.conditions ? condition : undefined
    })
    const outcome = outcomeOf(rule, can, lowered, label)
    const passes = outcome.effect === 'allow' || outcome.effect === 'limit'
    const lost = outcome.lost === undefined ? [] : [{ what: outcome.lost }]
    for (const loss of [...lost, ...(passes ? conditionLosses(lowered, label) : [])]) losses.set(loss.what, loss)
    return {
      rule: outcome.rule,
      effect: outcome.effect === 'deny' && can.denyHides ? 'hide' : outcome.effect,
      conditions: passes ? lowered.checked : [],
    }
  })
  return { settled, losses: [...losses.values()] }
}

/** The conditions that a snippet checks, by tool. */
export const conditionsOfSettled = (settled: readonly Settled[]): Map<string, Condition[]> =>
  new Map(settled.flatMap(({ rule, conditions }) => (conditions.length > 0 ? [[rule.tool, conditions] as const] : [])))

/** What the target does with the calls of a rule, and the sentence about what it could not do. */
interface Outcome {
  rule: Rule
  effect: SnippetEffect
  lost?: string
}

function outcomeOf(rule: Rule, can: Abilities, lowered: LoweredConditions, label: string): Outcome {
  switch (rule.effect) {
    case 'ask':
      return can.ask ? { rule, effect: 'ask' } : unaskedOutcome(rule, can, lowered, label)
    case 'allow':
      return allowedOutcome(rule, can, lowered, label)
    case 'deny':
      return { rule, effect: 'deny' }
    case 'hide':
      return can.hide
        ? { rule, effect: 'hide' }
        : {
            rule,
            effect: 'deny',
            lost: `${label} cannot take a tool out of the list. The snippet refuses its calls instead.`,
          }
  }
}

/** The rule asks, and nobody can be asked: its limits for that case, where the target can keep them. */
function unaskedOutcome(rule: Rule, can: Abilities, { failed }: LoweredConditions, label: string): Outcome {
  const { unattended } = rule
  if (unattended.length === 0)
    return {
      rule,
      effect: 'deny',
      lost: `${label} cannot ask for approval. Where no call may pass without approval, the snippet refuses every call.`,
    }
  if (!counts(rule, can) || failed)
    return {
      rule,
      effect: 'deny',
      lost: `${label} can neither ask for approval nor limit calls here. Where calls need approval, the snippet refuses every call.`,
    }
  return {
    rule: { ...rule, limits: unattended },
    effect: 'limit',
    lost: `${label} cannot ask for approval. Where a few calls may pass without approval, the snippet lets ${limitWords(unattended)} pass.`,
  }
}

function allowedOutcome(rule: Rule, can: Abilities, { failed }: LoweredConditions, label: string): Outcome {
  if (failed) {
    const effect = rule.unchecked === 'deny' || !can.ask ? 'deny' : 'ask'
    return {
      rule,
      effect,
      lost: `${label} cannot check an argument that the rule depends on. There the snippet ${INSTEAD[effect]}.`,
    }
  }
  if (rule.limits.length === 0) return { rule, effect: 'allow' }
  if (counts(rule, can)) return { rule, effect: 'limit' }
  const which = can.limits ? can.uncountable?.what : `${label} cannot count calls.`
  if (rule.effectWithoutLimit === 'allow')
    return {
      rule,
      effect: 'allow',
      lost: `${which} Where the limit only stops a loop, the snippet lets calls pass without it.`,
    }
  const effect = can.ask ? 'ask' : 'deny'
  return { rule, effect, lost: `${which} Where the rule needs its limit, the snippet ${INSTEAD[effect]}.` }
}

const INSTEAD = { ask: 'asks before every call', deny: 'refuses every call' } as const

/** What became of the conditions of a tool whose calls pass. */
function conditionLosses({ leftOut, stricter, absentPasses }: LoweredConditions, label: string): Loss[] {
  return [
    ...(stricter ? [absentLoss(label)] : []),
    ...(absentPasses ? [absentPassesLoss(label)] : []),
    ...(leftOut ? [leftOutLoss(label)] : []),
  ]
}

const counts = ({ tool }: Rule, { limits, uncountable }: Abilities) => limits && !uncountable?.is(tool)
