import type { Limit, Rule } from '../../schema/rule.ts'
import { Counters, SECONDS } from '../core/counters.ts'
import { wantedEffect } from '../core/lower-rule.ts'
import { mergeRules, stricter } from '../core/merge-rules.ts'
import type { Simulated } from '../core/simulation.ts'
import type { Snippet, SnippetEffect } from '../core/snippet.ts'
import { argumentProblems } from './argument-problems.ts'
import { type Beside, closedSetProblems, defaultEffectProblems } from './closed-set.ts'
import { effectOf } from './effect-of.ts'
import { type Excused, excusedBy } from './excused.ts'
import { limitProblems } from './limit-problems.ts'
import { sampleArguments } from './sample-arguments.ts'
import { simulatedOnce } from './simulated-once.ts'

/**
 * Checks a snippet as its target would and then calls every tool, with arguments in order and others and at several times, so
 * that what the page says of the snippet is what the target does. A snippet may differ from its rules only as a limitation
 * states, and may be less strict only as far as the rules themselves say.
 * @param rules the rules that it was rendered from.
 * @param wanted what was wanted for unlisted tools.
 * @param leftAlone tools that no rule names on purpose, so that they meet what unlisted tools meet.
 * @param alongside other servers that the same file is about.
 * @returns one line a problem; none for a snippet that works.
 */
export function verifySnippet(
  snippet: Snippet,
  rules: readonly Rule[],
  wanted: 'allow' | 'deny',
  leftAlone: Beside['leftAlone'] = [],
  alongside: Beside['alongside'] = [],
): string[] {
  if (snippet.refusal !== undefined) return refusalProblems(snippet)
  const knownTools = rules.map(({ tool }) => tool)
  const simulated = simulatedOnce(snippet, knownTools)
  if ('problems' in simulated) return simulated.problems
  const excused = excusedBy(snippet.limitations)
  const named = new Set(knownTools)
  // So many that a tool without a limit is found to have that of another one.
  const mostCalls = 1 + Math.max(2, ...[...snippet.limits.values()].flat().map(({ max }) => Math.min(max, MAX_CALLS)))
  return [
    ...rulesInForce(snippet, rules, wanted, excused).flatMap((rule) =>
      ruleProblems(rule, snippet, simulated, excused, mostCalls),
    ),
    ...defaultEffectProblems(snippet, wanted, excused),
    ...closedSetProblems(snippet, simulated, rules, { leftAlone, alongside }),
    ...[...snippet.effects.keys()].flatMap((tool) => (named.has(tool) ? [] : [`${tool}: no rule names the tool`])),
  ]
}

/** What has no text must say nothing of any tool, and give a reason. */
const refusalProblems = ({ text, refusal, effects, conditions, companions = [] }: Snippet): string[] => [
  ...(refusal === '' ? ['the refusal has no reason'] : []),
  ...(text !== '' || companions.length > 0 ? ['there is a text beside the refusal'] : []),
  ...(effects.size > 0 || conditions.size > 0 ? ['something is said of tools beside the refusal'] : []),
]

const MAX_CALLS = 100

/** One rule a tool; where the target knows two tools by one name, and says so, the stricter rule holds for both. */
function rulesInForce(
  { target, serverKey }: Snippet,
  rules: readonly Rule[],
  wanted: 'allow' | 'deny',
  excused: Excused,
): Rule[] {
  const merged = mergeRules(rules, wanted).rules
  if (!target.toolNames) return merged
  const idOf = (tool: string) => target.toolNames?.idOf(tool, serverKey) ?? tool
  const byId = Map.groupBy(merged, ({ tool }) => idOf(tool))
  return merged.map((rule) =>
    excused.has('shared name', rule.tool)
      ? { ...(byId.get(idOf(rule.tool)) ?? []).reduce(stricter, rule), tool: rule.tool }
      : rule,
  )
}

function ruleProblems(
  rule: Rule,
  snippet: Snippet,
  simulated: Simulated,
  excused: Excused,
  mostCalls: number,
): string[] {
  const { call } = simulated
  const claimed = snippet.effects.get(rule.tool)
  if (claimed === undefined)
    return excused.has('left out', rule.tool) ? [] : [`${rule.tool}: the snippet leaves it out without a limitation`]
  const args = sampleArguments(snippet.conditions.get(rule.tool) ?? [])
  // Where no arguments can be made up, what can be shown is that a call without them is refused.
  const asksNobody = rule.effect === 'ask' && claimed === 'limit' && rule.unattended.length > 0
  const asked = asksNobody ? rule.unattended : rule.limits
  const limits = (claimed === 'limit' && snippet.limits.get(rule.tool)) || asked
  const exceeded = claimed === 'limit' ? asked.find((limit) => !limits.some((one) => keeps(one, limit))) : undefined
  if (exceeded) return [`${rule.tool}: the snippet is not said to keep ${exceeded.max} calls a ${exceeded.per}`]
  const lowest = Math.min(...limits.map(({ max }) => max))
  const counters = new Counters()
  const { effect } = effectOf(
    () => call(rule.tool, args ?? {}, counters),
    Number.isFinite(lowest) ? lowest + 1 : mostCalls,
  )
  if (!args && (rule.effect === 'allow' || asksNobody))
    return ['deny', 'hide', 'ask'].includes(effect)
      ? []
      : [`${rule.tool}: a call without the right arguments meets ${effect}`]
  if (effect === 'unset' || effect !== claimed)
    return [
      `${rule.tool}: the snippet is said to ${claimed}, and ${effect === 'unset' ? 'says nothing' : `does ${effect}`}`,
    ]
  const { limits: counting } = snippet.target.capabilities
  const limited = effect === 'limit' && counting
  return [
    ...(isExcused(rule, effect, excused)
      ? []
      : [`${rule.tool}: the rule is to ${rule.effect}, and the snippet does ${effect}`]),
    ...(limited
      ? limitProblems(limits, (at) => call(rule.tool, args ?? {}, at), limited, excused.has('bursts', rule.tool)).map(
          (what) => `${rule.tool}: ${what}`,
        )
      : []),
    ...(effect === 'allow' || effect === 'limit' ? argumentProblems(rule, snippet, simulated, excused) : []),
  ]
}

/** Whether calls that one limit lets pass are never more than another allows. */
const keeps = (kept: Limit, limit: Limit) => kept.max * Math.max(1, SECONDS[limit.per] / SECONDS[kept.per]) <= limit.max

/** Whether a snippet may do this where the rule wants something else: a limitation states it, and it is strict enough. */
function isExcused(rule: Rule, effect: SnippetEffect, excused: Excused): boolean {
  const wanted = wantedEffect(rule)
  if (effect === wanted || (wanted === 'deny' && effect === 'hide')) return true
  if (!excused.effect(rule.tool, wanted, effect)) return false
  if (wanted === 'hide' && effect === 'deny') return true
  if (wanted === 'limit' && effect === 'allow') return rule.effectWithoutLimit === 'allow'
  if (wanted === 'ask' && effect === 'limit') return rule.unattended.length > 0
  if ((wanted === 'deny' || wanted === 'hide') && effect === 'ask') return true
  return isStricter(effect, wanted)
}

const STRICTNESS: SnippetEffect[] = ['allow', 'limit', 'ask', 'deny', 'hide']
const isStricter = (a: SnippetEffect, b: SnippetEffect) => STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b)
