import type { Rule } from '../../schema/rule.ts'
import { Counters } from '../core/counters.ts'
import { mergeRules } from '../core/merge-rules.ts'
import type { Call, Decision } from '../core/simulation.ts'
import type { DefaultEffect, Snippet, SnippetEffect } from '../core/snippet.ts'
import { argumentProblems } from './argument-problems.ts'
import { effectOf } from './effect-of.ts'
import { excusesStrictness } from './excuses.ts'
import { sampleArguments } from './sample-arguments.ts'

/**
 * Checks a snippet as its target would and then calls every tool until it is refused, so that what the page says of the
 * snippet is what the target does. A snippet may be stricter than its rule only where it has a limitation, and less strict
 * only as far as the rule itself says.
 * @param rules the rules that it was rendered from.
 * @param wanted what was wanted for unlisted tools.
 * @param leftAlone tools that no rule names on purpose, so that they meet what unlisted tools meet.
 * @returns one line a problem; none for a snippet that works.
 */
export function verifySnippet(
  snippet: Snippet,
  rules: readonly Rule[],
  wanted: 'allow' | 'deny',
  leftAlone: readonly string[] = [],
): string[] {
  const { text, serverKey, target } = snippet
  const simulated = target.simulate(text, { serverKey, knownTools: rules.map(({ tool }) => tool) })
  if ('problems' in simulated) return simulated.problems
  const { call } = simulated
  const named = new Set(rules.map(({ tool }) => tool))
  return [
    ...mergeRules(rules, wanted).rules.flatMap((rule) => ruleProblems(rule, snippet, call)),
    ...unlistedProblems(snippet, call, rules, wanted, leftAlone),
    ...otherServerProblems(snippet, call),
    ...[...snippet.effects.keys()].flatMap((tool) => (named.has(tool) ? [] : [`${tool}: no rule names the tool`])),
  ]
}

const MAX_NEIGHBOURS = 20

/** What may happen to a tool under each default effect. */
const ACCEPTED: Record<DefaultEffect, Decision[]> = {
  allow: ['pass', 'unset'],
  ask: ['ask'],
  deny: ['deny', 'hide'],
}

/** Tools that no rule names, and near-misses of those that one names. */
function unlistedProblems(
  { target, serverKey, effects, defaultEffect, limitations }: Snippet,
  call: Call,
  rules: readonly Rule[],
  wanted: 'allow' | 'deny',
  leftAlone: readonly string[],
): string[] {
  const problems: string[] = []
  if (defaultEffect !== wanted && limitations.length === 0)
    problems.push(`unlisted tools were to meet ${wanted} and are said to meet ${defaultEffect}, without a limitation`)
  const idOf = (tool: string) => target.toolNames?.idOf(tool, serverKey) ?? tool
  const taken = new Set(rules.map(({ tool }) => idOf(tool)))
  const near = [...effects.keys()]
    .slice(0, MAX_NEIGHBOURS)
    .flatMap((tool) => [`${tool}_x`, `x${tool}`, tool.slice(0, -1)])
  for (const tool of ['unnamed', ...near, ...leftAlone]) {
    if (tool === '' || taken.has(idOf(tool)) || !tool.isWellFormed()) continue
    const decision = call(tool, {}, new Counters())
    if (!ACCEPTED[defaultEffect].includes(decision))
      problems.push(`${tool}, which no rule names, meets ${decision} where unlisted tools are to meet ${defaultEffect}`)
  }
  return problems
}

/** The same names on another server, which the snippet must not touch where it names the server. */
function otherServerProblems({ target, serverKey, effects }: Snippet, call: Call): string[] {
  const otherKey = `${serverKey}x`
  const idOf = (key: string) => target.serverId?.(key) ?? key
  if (!target.namesServer || idOf(otherKey) === idOf(serverKey)) return []
  return [...effects.keys()].flatMap((tool) => {
    const decision = call(tool, {}, new Counters(), otherKey)
    return decision === 'unset' ? [] : [`${tool} of another server meets ${decision}`]
  })
}

function ruleProblems(rule: Rule, snippet: Snippet, call: Call): string[] {
  const claimed = snippet.effects.get(rule.tool)
  if (claimed === undefined)
    return snippet.limitations.length > 0 ? [] : [`${rule.tool}: the snippet leaves it out without a limitation`]
  const args = sampleArguments(snippet.conditions.get(rule.tool) ?? [])
  // Where no arguments can be made up, what can be shown is that a call without them is refused.
  const asksNobody = rule.effect === 'ask' && claimed === 'limit' && rule.unattended.length > 0
  const lowest = Math.min(...(asksNobody ? rule.unattended : rule.limits).map(({ max }) => max))
  const counters = new Counters()
  const { effect, passed } = effectOf(
    () => call(rule.tool, args ?? {}, counters),
    Number.isFinite(lowest) ? lowest + 1 : 3,
  )
  if (!args && (rule.effect === 'allow' || asksNobody))
    return ['deny', 'hide', 'ask'].includes(effect)
      ? []
      : [`${rule.tool}: a call without the right arguments meets ${effect}`]
  if (effect === 'unset' || effect !== claimed)
    return [
      `${rule.tool}: the snippet is said to ${claimed}, and ${effect === 'unset' ? 'says nothing' : `does ${effect}`}`,
    ]
  if (effect === 'limit' && passed !== lowest) return [`${rule.tool}: ${passed} calls pass where ${lowest} should`]
  return [
    ...(isExcused(rule, effect, snippet)
      ? []
      : [`${rule.tool}: the rule is to ${rule.effect}, and the snippet does ${effect}`]),
    ...(effect === 'allow' || effect === 'limit' ? argumentProblems(rule, snippet, call) : []),
  ]
}

/** Whether a snippet may do this where the rule wants something else. */
function isExcused(rule: Rule, effect: SnippetEffect, { limitations }: Snippet): boolean {
  const wanted = rule.effect === 'allow' && rule.limits.length > 0 ? 'limit' : rule.effect
  if (effect === wanted || (wanted === 'deny' && effect === 'hide')) return true
  if (limitations.some(({ weakerThan = [] }) => weakerThan.includes(rule.tool))) return true
  if (!excusesStrictness(limitations)) return false
  if (wanted === 'hide' && effect === 'deny') return true
  if (wanted === 'limit' && effect === 'allow') return rule.effectWithoutLimit === 'allow'
  if (wanted === 'ask' && effect === 'limit') return rule.unattended.length > 0
  return isStricter(effect, wanted)
}

const STRICTNESS: SnippetEffect[] = ['allow', 'limit', 'ask', 'deny', 'hide']
const isStricter = (a: SnippetEffect, b: SnippetEffect) => STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b)
