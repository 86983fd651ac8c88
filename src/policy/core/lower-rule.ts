import type { Condition, Limit, Rule } from '../../schema/rule.ts'
import type { Capabilities } from './capabilities.ts'
import { limitWords } from './limit-words.ts'
import { conditionLimitations, type LoweredConditions, lowerConditions } from './lower-conditions.ts'
import type { Excuse, Limitation, SnippetEffect } from './snippet.ts'
import type { RenderOptions } from './target.ts'

/** What a rule comes to where a target can do only so much. */
export interface LoweredRule {
  /** As it was, but for the limits: those that the target keeps where the effect is `limit`. */
  rule: Rule
  effect: SnippetEffect
  /** The conditions that the target checks; none where no call passes. */
  conditions: Condition[]
}

/** A target as far as rules are lowered to it. */
export interface Lowering {
  /** The target in sentences about what it cannot do. */
  subject: string
  capabilities: Capabilities
}

/**
 * Turns a rule into what the target can do: as the rule says, or stricter. Less strict only where the target can refuse
 * nothing, and where the rule itself says so: where its limit only stops a loop, where a condition may be left out, and where
 * it has limits for places in which nobody can be asked.
 * @returns the rule as the target keeps it, and a limitation for each difference.
 */
function lowerRule(
  rule: Rule,
  { subject, capabilities }: Lowering,
  options: RenderOptions,
): { lowered: LoweredRule; limitations: Limitation[] } {
  const checks = capabilities.conditions
  const conditions = lowerConditions(rule, (condition) => (checks ? checks(condition, rule, options) : undefined))
  const { refuses } = capabilities
  const outcome: Outcome = refuses?.is(rule.tool)
    ? { rule, effect: 'deny', limitation: refuses.what }
    : outcomeOf(rule, capabilities, conditions, subject)
  const kept = outcome.effect === 'limit' ? keptLimits(outcome.rule, capabilities) : undefined
  const passes = outcome.effect === 'allow' || outcome.effect === 'limit'
  const refused = outcome.effect === 'deny' || outcome.effect === 'hide'
  const { cannotDeny, denyHides } = capabilities
  const effect = refused && cannotDeny !== undefined ? 'ask' : refused && denyHides ? 'hide' : outcome.effect
  const excuses: Excuse[] = [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }]
  const limitations: Limitation[] = [
    ...(outcome.limitation === undefined ? [] : [{ what: outcome.limitation, excuses }]),
    ...(kept ? [{ what: stricterLimits(subject, outcome.rule.limits, kept) }] : []),
    ...(passes ? conditionLimitations(conditions, subject, rule.tool, capabilities.whyUnchecked) : []),
    ...(refused && cannotDeny !== undefined ? [{ what: cannotDeny, excuses: [...excuses] }] : []),
  ]
  const lowered = kept ? { ...outcome.rule, limits: kept } : outcome.rule
  return { lowered: { rule: lowered, effect, conditions: passes ? conditions.checked : [] }, limitations }
}

/** The limits that the target keeps where it cannot keep those of the rule, which are stricter. */
function keptLimits({ limits }: Rule, { limits: counting }: Capabilities): Limit[] | undefined {
  const kept = counting ? counting.keep?.(limits) : undefined
  return kept && limitWords(kept) !== limitWords(limits) ? kept : undefined
}

const stricterLimits = (subject: string, limits: readonly Limit[], kept: readonly Limit[]) =>
  `${subject} cannot count ${limitWords(limits)}. The snippet allows ${limitWords(kept)}, which is stricter.`

/** What a rule wants of calls, in the words of snippets. */
export const wantedEffect = ({ effect, limits }: Rule): SnippetEffect =>
  effect === 'allow' && limits.length > 0 ? 'limit' : effect

/** Several rules, with each limitation once. */
export function lowerRules(
  rules: readonly Rule[],
  target: Lowering,
  options: RenderOptions,
): { lowered: LoweredRule[]; limitations: Limitation[] } {
  const limitations = new Map<string, Limitation>()
  const lowered = rules.map((rule) => {
    const one = lowerRule(rule, target, options)
    for (const limitation of one.limitations) {
      const known = limitations.get(limitation.what)
      if (known?.excuses) known.excuses.push(...(limitation.excuses ?? []))
      else limitations.set(limitation.what, limitation)
    }
    return one.lowered
  })
  const all = [...limitations.values()]
  // What the target cannot do at all comes after what it does instead.
  const isLast = ({ what }: Limitation) => what === target.capabilities.cannotDeny
  return { lowered, limitations: [...all.filter((one) => !isLast(one)), ...all.filter(isLast)] }
}

/** What the target does with the calls of a rule, and the sentence about what it could not do. */
interface Outcome {
  rule: Rule
  effect: SnippetEffect
  limitation?: string
}

function outcomeOf(rule: Rule, can: Capabilities, conditions: LoweredConditions, subject: string): Outcome {
  switch (rule.effect) {
    case 'ask':
      return can.ask ? { rule, effect: 'ask' } : unaskedOutcome(rule, can, conditions, subject)
    case 'allow':
      // Whatever is offered is asked about, so limits and conditions need no word of their own.
      return can.allow === false ? { rule, effect: 'ask' } : allowedOutcome(rule, can, conditions, subject)
    case 'deny':
      return { rule, effect: 'deny' }
    case 'hide':
      return can.hide || can.cannotDeny !== undefined
        ? { rule, effect: 'hide' }
        : {
            rule,
            effect: 'deny',
            limitation: `${subject} cannot hide a tool. The snippet refuses its calls instead.`,
          }
  }
}

/** The rule asks, and nobody can be asked: its limits for that case, where the target can keep them. */
function unaskedOutcome(rule: Rule, can: Capabilities, { failed }: LoweredConditions, subject: string): Outcome {
  const { unattended } = rule
  if (unattended.length === 0)
    return {
      rule,
      effect: 'deny',
      limitation: `${subject} cannot ask for approval. Where a call must not run without approval, the snippet refuses every call.`,
    }
  if (!counts(rule, can, unattended) || failed)
    return {
      rule,
      effect: 'deny',
      limitation: `${subject} can neither ask for approval nor limit calls here. Where calls need approval, the snippet refuses every call.`,
    }
  return {
    rule: { ...rule, limits: unattended },
    effect: 'limit',
    limitation: `${subject} cannot ask for approval. Where a few calls may run without approval, the snippet allows ${limitWords(unattended)}.`,
  }
}

function allowedOutcome(rule: Rule, can: Capabilities, { failed }: LoweredConditions, subject: string): Outcome {
  if (failed) {
    const effect = rule.unchecked === 'deny' || !can.ask ? 'deny' : 'ask'
    return {
      rule,
      effect,
      limitation: `${can.whyUnchecked ?? `${subject} cannot check an argument that the rule needs.`} Where a rule needs such a check, the snippet ${INSTEAD[effect]}.`,
    }
  }
  if (rule.limits.length === 0) return { rule, effect: 'allow' }
  if (counts(rule, can, rule.limits)) return { rule, effect: 'limit' }
  const which = can.limits ? can.limits.except?.what : `${subject} cannot count calls.`
  if (rule.effectWithoutLimit === 'allow')
    return {
      rule,
      effect: 'allow',
      limitation: `${which} Where the limit only stops a loop, the snippet allows calls without it.`,
    }
  const effect = can.ask ? 'ask' : 'deny'
  return { rule, effect, limitation: `${which} Where the rule needs its limit, the snippet ${INSTEAD[effect]}.` }
}

const INSTEAD = { ask: 'asks for approval', deny: 'refuses every call' } as const

const counts = ({ tool }: Rule, { limits: counting }: Capabilities, limits: readonly Limit[]) =>
  counting !== false && !counting.except?.is(tool, limits)
