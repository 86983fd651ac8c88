import type { Condition } from '../../schema/rule.ts'
import { holds, valueAt } from './conditions.ts'

/**
 * Arguments that meet every condition, for calling a tool under test.
 * @returns undefined where none can be made up, as for most regular expressions.
 */
export function sampleArguments(conditions: readonly Condition[]): Record<string, unknown> | undefined {
  const args: Record<string, unknown> = Object.create(null)
  const paths = new Set(conditions.map(({ path }) => path))
  for (const path of paths) {
    const here = conditions.filter((condition) => condition.path === path)
    const fits = (value: unknown) => here.every((condition) => holds(value, condition.op, condition.value))
    if (fits(undefined)) continue
    const value = [...here.flatMap(candidates), '', 'a', 0, true].find(fits)
    if (value === undefined || !place(args, path.split('.'), value)) return undefined
  }
  const met = conditions.every(({ path, op, value }) => holds(valueAt(args, path), op, value))
  return met ? args : undefined
}

function candidates({ op, value }: Condition): unknown[] {
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

function place(root: Record<string, unknown>, path: string[], value: unknown): boolean {
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
