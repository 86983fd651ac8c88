import type { SeverityMove } from '../schema/assessment.ts'
import type { Verdict } from '../schema/category.ts'
import { type Severity, severities } from '../schema/severity.ts'
import type { CompiledRules } from './compile-rules.ts'
import { negated } from './description-signals.ts'
import type { Reading } from './reading.ts'

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
export function rateSeverity(reading: Reading, category: Verdict, rules: CompiledRules): Rated {
  const { base: bases, floors, ceilings } = rules.source.severity
  const base = bases[category]
  if (category === 'Unclassified') return { severity: base, base, moves: [] }
  const texts = textsOf(reading)
  const found = rules.factors.flatMap((factor) => {
    if (!factor.categories.includes(category)) return []
    const span = find(reading, texts, factor.regex, factor.window, rules)
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

/** The name spelled out, the first sentence up to words that only add conditions, and its first nine words. */
function textsOf({ tokens, parts: { first } }: Reading) {
  const clause = /\b(requires?|supports?|using|e\.g|for example|such as)\b/i.exec(first.slice(0, 1000))
  const sentence = (clause && clause.index > 0 ? first.slice(0, clause.index) : first).slice(0, 1000)
  return {
    spelled: tokens.map(({ text }) => text).join(' '),
    head: /^(?:\S+\s+){0,8}\S*/.exec(sentence.slice(0, 600))?.[0] ?? '',
    first: sentence,
  }
}

function find(
  { tool, tokens, description, parts: { at } }: Reading,
  texts: ReturnType<typeof textsOf>,
  regex: RegExp,
  window: 'head' | 'first',
  rules: CompiledRules,
) {
  const inName = regex.exec(texts.spelled)
  if (inName) {
    // Back from the spelled-out words to the characters of the name.
    let offset = 0
    const hit = tokens.filter(({ text }) => {
      const start = offset
      offset += text.length + 1
      return start < inName.index + inName[0].length && start + text.length > inName.index
    })
    const start = hit[0]?.start ?? 0
    const end = hit.at(-1)?.end ?? 0
    return { field: 'name', start, end, quote: tool.name.slice(start, end) }
  }
  const match = regex.exec(texts[window])
  if (!match || negated(description, at + match.index, rules)) return undefined
  const start = at + match.index
  return { field: 'description', start, end: start + match[0].length, quote: match[0] }
}
