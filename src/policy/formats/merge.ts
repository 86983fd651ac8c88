import type { Effect, Limit, Rule } from '../../schema/rule.ts'
import type { Loss } from './format.ts'

const STRICTER: Effect[] = ['allow', 'ask', 'deny', 'hide']

/**
 * One rule a tool name: targets know tools by name only, so where a server lists a name twice the stricter effect and
 * the lower limits hold for both.
 * @returns the rules whose names the targets can take, in their order, and a loss for each that they cannot.
 */
export function mergeRules(rules: readonly Rule[]): { rules: Rule[]; losses: Loss[] } {
  const merged = new Map<string, Rule>()
  const losses: Loss[] = []
  for (const rule of rules) {
    const refused = refusal(rule.tool)
    if (refused) {
      losses.push({ what: refused })
      continue
    }
    const other = merged.get(rule.tool)
    merged.set(rule.tool, other ? stricter(other, rule) : rule)
  }
  return { rules: [...merged.values()], losses }
}

function refusal(name: string): string | undefined {
  if (name === '*')
    return 'A tool is named “*”, which the target reads as every tool; it is left out, so the default decides about it.'
  if (name.trim() === '') return 'A tool has a blank name, which the target cannot match; it is left out.'
  if (!name.isWellFormed()) return 'A tool’s name is no valid Unicode, so no file can hold it; it is left out.'
  return undefined
}

function stricter(a: Rule, b: Rule): Rule {
  const [mild, strict] = STRICTER.indexOf(a.effect) <= STRICTER.indexOf(b.effect) ? [a, b] : [b, a]
  const limits = new Map<Limit['per'], Limit>()
  for (const limit of [...mild.limits, ...strict.limits]) {
    const other = limits.get(limit.per)
    if (!other || other.max > limit.max) limits.set(limit.per, limit)
  }
  return { ...strict, limits: [...limits.values()], conditions: [...mild.conditions, ...strict.conditions] }
}
