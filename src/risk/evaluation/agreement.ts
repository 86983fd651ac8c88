import type { Agreement, Judgement } from '../../schema/review.ts'

/** Two judgements of one definition, made apart from each other. */
export type Pair = readonly [Judgement, Judgement]

/** On how many definitions two readers say the same. */
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const same = (holds: (a: Judgement, b: Judgement) => boolean) => pairs.filter(([a, b]) => holds(a, b)).length
  let both = 0
  let either = 0
  for (const [a, b] of pairs) {
    const shared = a.traits.filter((trait) => b.traits.includes(trait)).length
    both += shared
    either += a.traits.length + b.traits.length - shared
  }
  return {
    n: pairs.length,
    category: same((a, b) => a.category === b.category),
    severity: same((a, b) => a.severity === b.severity),
    line: same((a, b) => a.line === b.line),
    irreversible: same((a, b) => a.irreversible === b.irreversible),
    traits: { same: both, of: either },
  }
}

/**
 * Cohen's kappa: how far two readers agree beyond what their habits alone would give.
 * Source: J. Cohen, Educational and Psychological Measurement 20 (1960), 37–46.
 * @returns 1 for full agreement, 0 for what chance gives; undefined where both always say one and the same thing.
 */
export function kappa(pairs: readonly (readonly [string, string])[]): number | undefined {
  const counts = new Map<string, { first: number; second: number }>()
  const countOf = (answer: string) => {
    const known = counts.get(answer) ?? { first: 0, second: 0 }
    counts.set(answer, known)
    return known
  }
  let same = 0
  for (const [a, b] of pairs) {
    countOf(a).first++
    countOf(b).second++
    if (a === b) same++
  }
  const n = pairs.length
  let byChance = 0
  for (const { first, second } of counts.values()) byChance += (first / n) * (second / n)
  return n === 0 || byChance === 1 ? undefined : (same / n - byChance) / (1 - byChance)
}
