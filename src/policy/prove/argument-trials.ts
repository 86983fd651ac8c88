import type { Condition } from '../../schema/rule.ts'
import { byPath, passing, place, sampleArguments } from './sample-arguments.ts'

/** One call that is tried. */
export interface ArgumentTrial {
  args: Record<string, unknown>
  /** What is unusual about it, in words. */
  what: string
  /** Whether a value is of a type that no condition on texts or numbers is about. */
  isOtherType?: true
}

const MAX_VALUES = 200

/**
 * Calls that show whether a policy checks its conditions: every argument in turn is missing, in order, at a bound, just
 * beyond it, and as in published attacks, while the other arguments are in order.
 * @returns none where no call in order can be made up.
 */
export function argumentTrials(conditions: readonly Condition[]): readonly ArgumentTrial[] {
  if (conditions.length === 0) return NO_CONDITIONS
  const key = JSON.stringify(conditions)
  const known = trialsOf.get(key)
  if (known) return known
  if (trialsOf.size >= MAX_KNOWN) trialsOf.clear()
  const trials = madeUp(conditions)
  trialsOf.set(key, trials)
  return trials
}

const NO_CONDITIONS: readonly ArgumentTrial[] = [{ args: {}, what: 'arguments in order' }]

// Many tools have the same conditions, and proofs and engines ask for the same trials.
const trialsOf = new Map<string, readonly ArgumentTrial[]>()
const MAX_KNOWN = 500

function madeUp(conditions: readonly Condition[]): ArgumentTrial[] {
  const base = sampleArguments(conditions)
  if (!base) return []
  const trials: ArgumentTrial[] = [{ args: base, what: 'arguments in order' }]
  for (const [path, own] of byPath(conditions)) {
    const others = conditions.filter((condition) => condition.path !== path)
    const good = passing(own)
    const values = [
      ...new Set([undefined, ...OTHER_TYPES, ...own.flatMap((one) => valuesAround(one, good)), ...spoiled(good)]),
    ].slice(0, MAX_VALUES)
    for (const value of values) {
      const args = sampleArguments(others) ?? {}
      if (value !== undefined && !place(args, path.split('.'), value)) continue
      const what = value === undefined ? `no ${path}` : `${path} as ${JSON.stringify(value)}`
      trials.push({ args, what, ...(OTHER_TYPES.includes(value) ? { isOtherType: true } : {}) })
    }
  }
  return trials
}

const MAX_CONSTANTS = 30

/**
 * Calls with every argument in turn as each of some values, such as those that a text names, while the others are in order.
 * @returns none where no call in order can be made up.
 */
export function constantTrials(
  conditions: readonly Condition[],
  constants: readonly (string | number | null)[],
): ArgumentTrial[] {
  if (!sampleArguments(conditions)) return []
  return [...byPath(conditions).keys()].flatMap((path) => {
    const others = conditions.filter((condition) => condition.path !== path)
    return constants.slice(0, MAX_CONSTANTS).flatMap((value): ArgumentTrial[] => {
      const args = sampleArguments(others) ?? {}
      return place(args, path.split('.'), value) ? [{ args, what: `${path} as ${JSON.stringify(value)}` }] : []
    })
  })
}

/** Values at and beyond what one condition says. */
function valuesAround({ op, value, samples, wildcards }: Condition, good: unknown): unknown[] {
  const known = [
    ...(samples?.refused ?? []),
    ...(samples?.passes ?? []),
    ...(wildcards ? aroundWildcards(wildcards, good) : []),
  ]
  if (typeof value === 'number') return [value, value + 1, value - 1, value * 10, String(value), ...known]
  if (typeof value === 'boolean' && op !== 'exists') return [value, !value, ...known]
  if (op === 'exists') return ['a', ...known]
  if (Array.isArray(value)) return [...value, ...value.map((one) => `${one}x`), 'x', '', ...known]
  return known
}

/** A text for each of the wildcards, and what must not be in a text put into one that is in order. */
function aroundWildcards({ any, none }: NonNullable<Condition['wildcards']>, good: unknown): unknown[] {
  const base = typeof good === 'string' ? good : 'a'
  return [
    ...none.flatMap((pattern) => {
      const literal = pattern.replaceAll('*', '')
      return [
        `${base}${literal}`,
        `${base}${literal}a`,
        pattern.startsWith('*') ? `${base}a${literal}a` : `${literal}a`,
      ]
    }),
    ...any.flatMap((pattern) => [pattern.replaceAll('*', 'a'), `x${pattern.replaceAll('*', 'a')}`]),
  ]
}

/** Values of types that no condition on texts or numbers is about; ToolHive only sees that a list or an object is there. */
const OTHER_TYPES: unknown[] = [['a'], { a: 1 }, true]

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
