import type { SeverityMove } from '../schema/assessment.ts'
import type { Verdict } from '../schema/category.ts'
import { type Severity, severities } from '../schema/severity.ts'
import type { CompiledRules } from './compile-rules.ts'
import type { Reading } from './reading.ts'
import { findIn, type Texts } from './texts.ts'

/** A severity with its base and what moved it. */
export interface Rated {
  severity: Severity
  base: Severity
  moves: SeverityMove[]
}

/**
 * The severity of a tool whose category is known: the category's base, moved by the greatest factor up and the greatest
 * down, inside the category's floor and ceiling. A move that floor or ceiling takes back is not listed.
 */
export function rateSeverity(reading: Reading, texts: Texts, category: Verdict, rules: CompiledRules): Rated {
  const { base: bases, floors, ceilings } = rules.source.severity
  const base = bases[category]
  if (category === 'Unclassified') return { severity: base, base, moves: [] }
  const found = rules.factors.flatMap((factor) => {
    if (!factor.categories.includes(category)) return []
    const span = findIn(reading, texts, factor.regex, factor.window, rules)
    return span ? [{ factor: factor.id, delta: factor.delta, ...span }] : []
  })
  const up = found.filter(({ delta }) => delta > 0).sort((a, b) => b.delta - a.delta)[0]
  const down = found.filter(({ delta }) => delta < 0).sort((a, b) => a.delta - b.delta)[0]
  const level = (severity: Severity) => severities.indexOf(severity)
  const least = level(floors[category] ?? 'Low')
  const most = level(ceilings[category] ?? 'Critical')
  const at = (delta: number) => Math.min(most, Math.max(least, level(base) + delta))
  const both = [up, down].filter((move) => move !== undefined)
  const total = at(both.reduce((sum, { delta }) => sum + delta, 0))
  const moves = both.filter(({ delta }) => at(delta) !== level(base))
  return { severity: severities[total] as Severity, base, moves }
}
