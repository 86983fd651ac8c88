import type { Rule } from '../../schema/rule.ts'
import type { Snippet } from '../formats/format.ts'
import { mergeRules } from '../formats/merge.ts'
import { effectOf, evaluateIntercept } from './evaluate-intercept.ts'
import { evaluateGateway, verifyGateway } from './gateway.ts'
import { lintIntercept, verifyIntercept } from './intercept.ts'
import { decodeIntercept } from './intercept-document.ts'

type Call = (tool: string, counters: Map<string, number>) => 'pass' | 'deny' | 'hide'

/** How each format is parsed, checked and run; one line a format. */
const verifiers: Record<
  string,
  { verify(text: string, known: ReadonlySet<string>): string[]; load(text: string): Call }
> = {
  intercept: {
    verify: (text, known) => [...verifyIntercept(text), ...lintIntercept(text, known)],
    load(text) {
      const decoded = decodeIntercept(text)
      return (tool, counters) => ('policy' in decoded ? evaluateIntercept(decoded.policy, tool, {}, counters) : 'deny')
    },
  },
  gateway: {
    verify: verifyGateway,
    load(text) {
      const policy = JSON.parse(text)
      return (tool, counters) => evaluateGateway(policy, tool, {}, counters)
    },
  },
}

/**
 * Checks a snippet as its target would and then calls every tool until it is refused, so that what the page says of the
 * snippet is what the target does.
 * @param rules the rules that it was rendered from. @param rest what was asked for tools that are not named.
 * @returns one line a problem; none for a snippet that works.
 */
export function verifySnippet(snippet: Snippet, rules: readonly Rule[], rest: 'allow' | 'deny'): string[] {
  const verifier = verifiers[snippet.format]
  if (!verifier) return [`no verifier for the format ${snippet.format}`]
  const problems = verifier.verify(snippet.text, new Set(rules.map(({ tool }) => tool)))
  if (problems.length > 0) return problems
  const call = verifier.load(snippet.text)
  for (const rule of mergeRules(rules).rules) {
    const claimed = snippet.effects.get(rule.tool)
    // Conditions need the right arguments before they let a call through; their own tests call with those.
    if (rule.conditions.length > 0) continue
    const lowest = Math.min(...rule.limits.map(({ max }) => max))
    const counters = new Map<string, number>()
    const { effect, passed } = effectOf(() => call(rule.tool, counters), Number.isFinite(lowest) ? lowest + 1 : 3)
    if (effect !== claimed) problems.push(`${rule.tool}: the snippet is said to ${claimed}, and does ${effect}`)
    else if (effect === 'limit' && passed !== lowest)
      problems.push(`${rule.tool}: ${passed} calls pass where ${lowest} should`)
    if ((rule.effect === 'allow') !== (effect === 'allow' || effect === 'limit'))
      problems.push(`${rule.tool}: the rule is to ${rule.effect}, and the snippet does ${effect}`)
  }
  const other = call(unusedName(rules), new Map())
  if ((other === 'pass') !== (rest === 'allow'))
    problems.push(`a tool that is not named meets ${other} where the rest is to ${rest}`)
  return problems
}

function unusedName(rules: readonly Rule[]): string {
  const taken = new Set(rules.map(({ tool }) => tool))
  let name = 'unnamed'
  while (taken.has(name)) name += '_'
  return name
}
