import type { Rule } from '../../schema/rule.ts'
import type { Snippet, SnippetEffect } from '../formats/format.ts'
import { mergeRules } from '../formats/merge.ts'
import { evaluateGateway } from './evaluate-gateway.ts'
import { type Counters, effectOf, evaluateIntercept } from './evaluate-intercept.ts'
import { verifyGateway } from './gateway.ts'
import { lintIntercept, verifyIntercept } from './intercept.ts'
import { decodeIntercept } from './intercept-document.ts'
import { sampleArguments } from './sample-arguments.ts'
import type { Call, Verifier } from './verifier.ts'

/** How each format is parsed, checked and run; one line a format. */
const verifiers: Record<string, Verifier> = {
  intercept: {
    verify: (text, known) => [...verifyIntercept(text), ...lintIntercept(text, known)],
    load(text) {
      const decoded = decodeIntercept(text)
      return (tool, args, counters) =>
        'policy' in decoded ? evaluateIntercept(decoded.policy, tool, args, counters) : 'deny'
    },
  },
  gateway: {
    verify: verifyGateway,
    load(text) {
      const policy = JSON.parse(text)
      return (tool, args, counters) => evaluateGateway(policy, tool, args, counters)
    },
  },
}

/**
 * Checks a snippet as its target would and then calls every tool until it is refused, so that what the page says of the
 * snippet is what the target does. A snippet may be stricter than its rule only where it has a loss, and never milder.
 * @param rules the rules that it was rendered from.
 * @param rest what was asked for tools that are not named.
 * @returns one line a problem; none for a snippet that works.
 */
export function verifySnippet(snippet: Snippet, rules: readonly Rule[], rest: 'allow' | 'deny'): string[] {
  const verifier = verifiers[snippet.format]
  if (!verifier) return [`no verifier for the format ${snippet.format}`]
  const problems = verifier.verify(
    snippet.text,
    rules.map(({ tool }) => tool),
    snippet.serverKey,
  )
  if (problems.length > 0) return problems
  const call = verifier.load(snippet.text, snippet.serverKey)
  for (const rule of mergeRules(rules, rest).rules) problems.push(...ruleProblems(rule, snippet, call))
  const named = new Set(rules.map(({ tool }) => tool))
  for (const tool of snippet.effects.keys()) if (!named.has(tool)) problems.push(`${tool}: no rule names the tool`)
  const other = call(unusedName(named), {}, new Map())
  if ((other === 'pass') !== (rest === 'allow'))
    problems.push(`a tool that is not named meets ${other} where the rest is to ${rest}`)
  return problems
}

function ruleProblems(rule: Rule, snippet: Snippet, call: Call): string[] {
  const claimed = snippet.effects.get(rule.tool)
  const args = sampleArguments(rule.conditions)
  // Where no arguments can be made up, what can be shown is that a call without them is refused.
  const lowest = Math.min(...rule.limits.map(({ max }) => max))
  const counters: Counters = new Map()
  const { effect, passed } = effectOf(
    () => call(rule.tool, args ?? {}, counters),
    Number.isFinite(lowest) ? lowest + 1 : 3,
  )
  if (!args && rule.effect === 'allow')
    return effect === 'deny' ? [] : [`${rule.tool}: a call without the right arguments meets ${effect}`]
  if (effect !== claimed) return [`${rule.tool}: the snippet is said to ${claimed}, and does ${effect}`]
  if (effect === 'limit' && passed !== lowest) return [`${rule.tool}: ${passed} calls pass where ${lowest} should`]
  const problems: string[] = []
  const wanted = rule.effect === 'allow' && rule.limits.length > 0 ? 'limit' : rule.effect
  if (effect !== wanted && !(isStricter(effect, wanted) && snippet.losses.length > 0))
    problems.push(`${rule.tool}: the rule is to ${rule.effect}, and the snippet does ${effect}`)
  const needs = rule.conditions.some(({ op, value }) => op !== 'exists' || value === true)
  if (needs && call(rule.tool, {}, new Map()) === 'pass')
    problems.push(`${rule.tool}: a call without the right arguments passes`)
  return problems
}

const STRICTNESS: SnippetEffect[] = ['allow', 'limit', 'ask', 'deny', 'hide']
const isStricter = (a: SnippetEffect, b: SnippetEffect) => STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b)

function unusedName(taken: ReadonlySet<string>): string {
  let name = 'unnamed'
  while (taken.has(name)) name += '_'
  return name
}
