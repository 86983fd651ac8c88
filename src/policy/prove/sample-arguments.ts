import type { Condition } from '../../schema/rule.ts'
import { holds, valueAt } from '../core/conditions.ts'

/**
 * Whether a condition holds for an argument of a call, as the rule means it; undefined is a missing argument, and null counts
 * as one.
 */
export function satisfies({ op, value, optional }: Condition, actual: unknown): boolean {
  return optional && (actual === undefined || actual === null) ? true : holds(actual, op, value)
}

/** Whether every condition holds for the arguments of a call. */
export const satisfyAll = (conditions: readonly Condition[], args: unknown): boolean =>
  conditions.every((condition) => satisfies(condition, valueAt(args, condition.path)))

/**
 * Arguments that meet every condition, for calling a tool under test.
 * @returns undefined where none can be made up, as for most regular expressions without samples.
 */
export function sampleArguments(conditions: readonly Condition[]): Record<string, unknown> | undefined {
  const args: Record<string, unknown> = Object.create(null)
  for (const [path, own] of byPath(conditions)) {
    if (own.every((condition) => satisfies(condition, undefined))) continue
    const value = passing(own)
    if (value === undefined || !place(args, path.split('.'), value)) return undefined
  }
  return satisfyAll(conditions, args) ? args : undefined
}

/** A value of one argument that meets all of its conditions; undefined where none is known. */
export function passing(conditions: readonly Condition[]): unknown {
  return [...conditions.flatMap(candidates), '', 'a', 0, true].find((value) =>
    conditions.every((condition) => satisfies(condition, value)),
  )
}

/** Conditions by the argument that they are about. */
export const byPath = (conditions: readonly Condition[]): Map<string, Condition[]> =>
  Map.groupBy(conditions, ({ path }) => path)

function candidates({ op, value, samples }: Condition): unknown[] {
  return [...(samples?.passes ?? []), ...guesses(op, value)]
}

function guesses(op: Condition['op'], value: unknown): unknown[] {
  if (op === 'in' && Array.isArray(value)) return value
  if (typeof value === 'number') return [value, value - 1, value + 1]
  if (op === 'contains') return [value, [value]]
  // A simple pattern often matches itself without its anchors.
  if (op === 'regex') return [value, String(value).replace(/^\^|\$$/g, ''), simplest(String(value))]
  return [value, `${String(value)}-`]
}

/** The shortest text of a plain pattern: whatever may be missing is left out. Other patterns give what fits nothing. */
function simplest(pattern: string): string {
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace(/\(\?i:([^|)]*)[^)]*\)/g, '$1')
    .replace(/\([^()]*\)[*?]/g, '')
    .replace(/\[[^\]]*\][*?]/g, '')
    .replace(/\\s\*|\\b/g, '')
    .replace(/\\(.)/g, '$1')
}

/** Puts a value at a dotted path; false where another value is in the way. */
export function place(root: Record<string, unknown>, path: string[], value: unknown): boolean {
  const [key = '', ...below] = path
  if (below.length === 0) {
    if (Object.hasOwn(root, key)) return false
    root[key] = value
    return true
  }
  if (!Object.hasOwn(root, key)) root[key] = Object.create(null)
  const next = root[key]
  return typeof next === 'object' && next !== null && place(next as Record<string, unknown>, below, value)
}
