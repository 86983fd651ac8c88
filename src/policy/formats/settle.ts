import type { Rule } from '../../schema/rule.ts'
import { limitWords } from '../limit-words.ts'
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
  /** Tools whose calls a target that counts cannot count, and a sentence that says which. */
  uncountable?: { is: (tool: string) => boolean; what: string }
}

/** What a rule comes to where a target can do only so much. */
export interface Settled {
  /** As it was, but for the limits: those that the target keeps where the effect is `limit`. */
  rule: Rule
  effect: SnippetEffect
}

/**
 * Turns every rule into what the target can do: as the rule says, or stricter. Less strict only where the rule itself says
 * so: where its limit only stops a loop, and where it has limits for places in which nobody can be asked.
 * @param label the target's name, for the losses.
 */
export function settle(rules: readonly Rule[], can: Abilities, label: string): { settled: Settled[]; losses: Loss[] } {
  const outcomes = rules.map((rule) => outcomeOf(rule, can, label))
  const settled = outcomes.map(({ rule, effect }) => ({
    rule,
    effect: effect === 'deny' && can.denyHides ? ('hide' as const) : effect,
  }))
  const losses = new Set(outcomes.flatMap(({ lost }) => (lost === undefined ? [] : [lost])))
  return { settled, losses: [...losses].map((what) => ({ what })) }
}

/** A settled rule, and the sentence about what the target could not do. */
type Outcome = Settled & { lost?: string }

function outcomeOf(rule: Rule, can: Abilities, label: string): Outcome {
  switch (rule.effect) {
    case 'ask':
      return can.ask ? { rule, effect: 'ask' } : unaskedOutcome(rule, can, label)
    case 'allow':
      return allowedOutcome(rule, can, label)
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
function unaskedOutcome(rule: Rule, can: Abilities, label: string): Outcome {
  const { unattended } = rule
  if (unattended.length === 0)
    return {
      rule,
      effect: 'deny',
      lost: `${label} cannot ask for approval. Where no call may pass without approval, the snippet refuses every call.`,
    }
  if (!counts(rule, can) || !seesArguments(rule, can))
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

function allowedOutcome(rule: Rule, can: Abilities, label: string): Outcome {
  const asks = can.ask ? 'ask' : 'deny'
  const instead = can.ask ? 'asks before every call' : 'refuses every call'
  if (!seesArguments(rule, can))
    return {
      rule,
      effect: asks,
      lost: `${label} cannot look at arguments here. Where the rule is about arguments, the snippet ${instead}.`,
    }
  if (rule.limits.length === 0) return { rule, effect: 'allow' }
  if (counts(rule, can)) return { rule, effect: 'limit' }
  const which = can.limits ? can.uncountable?.what : `${label} cannot count calls.`
  return rule.effectWithoutLimit === 'allow'
    ? {
        rule,
        effect: 'allow',
        lost: `${which} Where the limit only stops a loop, the snippet lets calls pass without it.`,
      }
    : { rule, effect: asks, lost: `${which} Where the rule needs its limit, the snippet ${instead}.` }
}

const counts = ({ tool }: Rule, { limits, uncountable }: Abilities) => limits && !uncountable?.is(tool)
const seesArguments = ({ conditions: list }: Rule, { conditions }: Abilities) => conditions || list.length === 0
