/** What JSON and TOML both hold. Maps, because a key such as `__proto__` must be a key like any other. */
export type Value = string | number | boolean | null | Value[] | ValueMap
export type ValueMap = Map<string, Value>

/** The value as a map, or undefined for anything else. */
export const mapOf = (value: Value | undefined): ValueMap | undefined => (value instanceof Map ? value : undefined)

/** The value as a text, or undefined for anything else. */
export const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/** The value at a path of keys, or undefined. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let found = value
  for (const key of path) found = mapOf(found)?.get(key)
  return found
}
