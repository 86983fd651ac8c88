import type { Json } from '../schema/tool.ts'

/** Whether two JSON values are the same, whatever the order of their members and however deep they are. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  const pairs = [[one, other]]
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [left, right] = pair
    if (left === right) continue
    if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false
    if (Array.isArray(left) !== Array.isArray(right)) return false
    const keys = Object.keys(left)
    if (keys.length !== Object.keys(right).length) return false
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false
      pairs.push([(left as Record<string, Json>)[key], (right as Record<string, Json>)[key]])
    }
  }
  return true
}
