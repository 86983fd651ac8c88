import type { Span, Trait } from '../schema/assessment.ts'
import { type Leg, legs } from '../schema/trait.ts'
import type { CompiledRules } from './compile-rules.ts'

/** A tool that is one leg of the trifecta, with the quote that shows it. */
export interface LegTool<T> extends Span {
  tool: T
  rule: string
}

/** Private data, untrusted content and a way out, in one agent's hands. */
export interface Trifecta<T> {
  legs: Record<Leg, LegTool<T>[]>
  /** Whether all three are there, so that text from a stranger can have private data sent out. */
  complete: boolean
  /** Tools that are all three by themselves. */
  alone: T[]
  /** The leg with the fewest tools: to refuse these breaks it. Undefined unless complete. */
  weakest: Leg | undefined
}

/**
 * The lethal trifecta over any set of tools: one server, or everything that one agent can call.
 * Source: Simon Willison, https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/
 */
export function trifecta<T extends { assessment: { traits: Trait[] } }>(
  tools: readonly T[],
  rules: CompiledRules,
): Trifecta<T> {
  const legsOf = new Map(rules.source.traits.map(({ id, legs: own }) => [id, own]))
  const found: Record<Leg, LegTool<T>[]> = { private: [], untrusted: [], outward: [] }
  const alone: T[] = []
  for (const tool of tools) {
    const own = new Set<Leg>()
    for (const { trait, rule, field, start, end, quote } of tool.assessment.traits) {
      for (const leg of legsOf.get(trait) ?? []) {
        if (own.has(leg)) continue
        own.add(leg)
        found[leg].push({ tool, rule, field, start, end, quote })
      }
    }
    if (own.size === legs.length) alone.push(tool)
  }
  const complete = legs.every((leg) => found[leg].length > 0)
  const weakest = complete ? legs.reduce((a, b) => (found[b].length < found[a].length ? b : a)) : undefined
  return { legs: found, complete, alone, weakest }
}
