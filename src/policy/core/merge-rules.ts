import { effects, type Limit, type Rule } from '../../schema/rule.ts'
import type { DefaultEffect, Excuse, Limitation } from './snippet.ts'

/**
 * One rule a tool name: targets know tools by name only, so where a server lists a name twice the stricter effect and
 * the lower limits hold for both.
 * @param defaultEffect what happens to unlisted tools, for the words about the ones that cannot be listed.
 * @param refuse why the target cannot take a name that is otherwise in order; undefined where it can.
 * @returns the rules whose names the targets can take, in their order, and a limitation for each that they cannot.
 */
export function mergeRules(
  rules: readonly Rule[],
  defaultEffect: DefaultEffect,
  refuse: (name: string) => string | undefined = () => undefined,
): { rules: Rule[]; limitations: Limitation[] } {
  const merged = new Map<string, Rule>()
  const limitations = new Map<string, Excuse[]>()
  for (const rule of rules) {
    const refused = refusal(rule.tool) ?? refuse(rule.tool)
    if (refused) {
      const what = `${refused} It is left out, so the default decides about it: its calls ${OUTCOME[defaultEffect]}.`
      limitations.set(what, [...(limitations.get(what) ?? []), { kind: 'left out', tool: rule.tool }])
      continue
    }
    const other = merged.get(rule.tool)
    merged.set(
      rule.tool,
      other ? stricter(other, rule) : { ...rule, limits: lowest(rule.limits), unattended: lowest(rule.unattended) },
    )
  }
  return { rules: [...merged.values()], limitations: [...limitations].map(([what, excuses]) => ({ what, excuses })) }
}

const OUTCOME = {
  allow: 'keep their previous rules, whatever its rule says',
  ask: 'are asked about, whatever its rule says',
  deny: 'are refused',
}

function refusal(name: string): string | undefined {
  if (name === '*') return 'A tool is named “*”, which the target reads as every tool.'
  if (name.trim() === '') return 'A tool has a blank name, which the target cannot match.'
  if (!name.isWellFormed()) return 'A tool’s name is no valid Unicode, so no file can hold it.'
  return undefined
}

/** Two rules as one that keeps both: the stricter effect, every limit and every condition. */
export function stricter(a: Rule, b: Rule): Rule {
  const [mild, strict] = effects.indexOf(a.effect) <= effects.indexOf(b.effect) ? [a, b] : [b, a]
  return {
    ...strict,
    effectWithoutLimit: a.effectWithoutLimit === 'ask' || b.effectWithoutLimit === 'ask' ? 'ask' : 'allow',
    limits: strict.effect === 'allow' ? lowest([...mild.limits, ...strict.limits]) : [],
    unattended: unattended(mild, strict),
    ...(a.unchecked === 'deny' || b.unchecked === 'deny' ? { unchecked: 'deny' as const } : {}),
    conditions: [...mild.conditions, ...strict.conditions],
  }
}

/** Where nobody can be asked, calls pass only as far as both rules let them. */
function unattended(mild: Rule, strict: Rule): Limit[] {
  if (strict.effect !== 'ask' || strict.unattended.length === 0) return []
  if (mild.effect === 'allow') return lowest([...mild.limits, ...strict.unattended])
  return mild.unattended.length === 0 ? [] : lowest([...mild.unattended, ...strict.unattended])
}

// Targets count once for each window, so of two limits with the same window the lower one is the one that holds.
function lowest(limits: readonly Limit[]): Limit[] {
  const windows = new Map<Limit['per'], Limit>()
  for (const limit of limits) {
    const other = windows.get(limit.per)
    if (!other || other.max > limit.max) windows.set(limit.per, limit)
  }
  return [...windows.values()]
}
