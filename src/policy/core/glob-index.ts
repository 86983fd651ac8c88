/** Characters of a pattern that are compared; people write shorter ones, and longer ones would cost time. */
const MAX_PREFIX = 200

/**
 * Patterns with what belongs to them, to be found by another pattern that they cover. Only those that are a plain text, or one
 * with a star behind it, cover others here; what a star in the middle covers is not told. Bounded by the length of the texts.
 */
export class GlobIndex<T> {
  readonly #exact = new Map<string, T>()
  readonly #prefixes = new Map<string, T>()

  /** Adds a pattern, unless it is there. */
  add(pattern: string, value: T): void {
    if (!this.#exact.has(pattern)) this.#exact.set(pattern, value)
    const prefix = pattern.replace(/\*{1,2}$/, '')
    if (prefix === pattern || /[*?]/.test(prefix) || prefix.length > MAX_PREFIX) return
    if (!this.#prefixes.has(prefix)) this.#prefixes.set(prefix, value)
  }

  /** What belongs to patterns that match everything that this one matches, the same pattern first. */
  *allOver(pattern: string): Generator<T> {
    const same = this.#exact.get(pattern)
    if (same !== undefined) yield same
    if (this.#prefixes.size === 0) return
    for (let length = Math.min(pattern.length, MAX_PREFIX); length >= 0; length--) {
      const found = this.#prefixes.get(pattern.slice(0, length))
      if (found !== undefined && found !== same) yield found
    }
  }

  /** The first of {@link allOver}; undefined where nothing covers the pattern. */
  over(pattern: string): T | undefined {
    for (const found of this.allOver(pattern)) return found
    return undefined
  }
}
