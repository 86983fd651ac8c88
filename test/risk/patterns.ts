import type { Pattern } from '../slow-patterns.ts'
import { rules } from './rules.ts'

/** Every regular expression that the compiled rules hold, wherever it stands. */
export function patterns(): Pattern[] {
  const found: Pattern[] = []
  const seen = new Set<object>()
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (value instanceof RegExp) {
      const { source, flags } = value
      found.push({ place, source, flags })
      return
    }
    const entries = value instanceof Map || value instanceof Set ? [...value.entries()] : Object.entries(value)
    for (const [name, child] of entries)
      walk(child, `${place}/${(child as { id?: string } | null)?.id ?? String(name)}`)
  }
  walk(rules, '')
  return found
}

/** Patterns that only ever see a few characters, so that even a quadratic one ends at once: place and longest input. */
export const short: [RegExp, number][] = [
  [/^\/negation$/, 60],
  [/^\/leads\//, 400],
]
