/**
 * Texts of one syntax as one value, member by member.
 * @throws {Error} where two want different things of one member.
 */
export const mergedValues = (texts: readonly string[], read: (text: string) => unknown): unknown =>
  texts.map((text) => read(text)).reduce((a, b) => mergeValues(a, b, ''))

/** Two documents as one: members side by side, lists one after the other. */
function mergeValues(a: unknown, b: unknown, path: string): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    const known = new Set(a.map((item) => JSON.stringify(item)))
    return [...a, ...b.filter((item) => !known.has(JSON.stringify(item)))]
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return Object.fromEntries(
      keys.map((key) => {
        if (!Object.hasOwn(a, key)) return [key, b[key]]
        return [key, Object.hasOwn(b, key) ? mergeValues(a[key], b[key], `${path}.${key}`) : a[key]]
      }),
    )
  }
  if (a === b) return a
  throw new Error(`${path.slice(1)} cannot be both ${JSON.stringify(a)} and ${JSON.stringify(b)}`)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
