import type { Condition } from '../../schema/rule.ts'
import { byPath, passing, place, sampleArguments } from './sample-arguments.ts'

/** One call that is tried. */
export interface ArgumentTrial {
  args: Record<string, unknown>
  /** What is unusual about it, in words. */
  what: string
}

const MAX_VALUES = 40

/**
 * Calls that show whether a policy checks its conditions: every argument in turn is missing, in order, at a bound, just
 * beyond it, and as in published attacks, while the other arguments are in order.
 * @returns none where no call in order can be made up.
 */
export function argumentTrials(conditions: readonly Condition[]): ArgumentTrial[] {
  const base = sampleArguments(conditions)
  if (!base) return []
  const trials: ArgumentTrial[] = [{ args: base, what: 'arguments in order' }]
  for (const [path, own] of byPath(conditions)) {
    const others = conditions.filter((condition) => condition.path !== path)
    const values = [...new Set([undefined, ...own.flatMap(valuesAround), ...spoiled(passing(own))])].slice(
      0,
      MAX_VALUES,
    )
    for (const value of values) {
      const args = sampleArguments(others) ?? {}
      if (value !== undefined && !place(args, path.split('.'), value)) continue
      trials.push({ args, what: value === undefined ? `no ${path}` : `${path} as ${JSON.stringify(value)}` })
    }
  }
  return trials
}

/** Values at and beyond what one condition says. */
function valuesAround({ op, value, samples }: Condition): unknown[] {
  const known = [...(samples?.refused ?? []), ...(samples?.passes ?? [])]
  if (typeof value === 'number') return [value, value + 1, value - 1, value * 10, String(value), ...known]
  if (typeof value === 'boolean' && op !== 'exists') return [value, !value, ...known]
  if (op === 'exists') return ['a', ...known]
  if (Array.isArray(value)) return [...value, ...value.map((one) => `${one}x`), 'x', '', ...known]
  return known
}

/** A text in order with something before and behind it, in other letters, and without its end. */
function spoiled(value: unknown): unknown[] {
  if (typeof value !== 'string' || value === '') return []
  return [
    `x${value}`,
    `${value}x`,
    ` ${value}`,
    `${value}\n`,
    value.toUpperCase(),
    value.slice(1),
    value.slice(0, -1),
    '',
  ]
}
