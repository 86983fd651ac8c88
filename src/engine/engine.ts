import type { Snippet } from '../policy/core/snippet.ts'

/** A target's own engine, or one of the same language, that checks what the restated rules say. */
export interface Engine {
  id: string
  /** Name and version, as pages print it. */
  name: string
  /** Ids of the targets whose snippets it can check. */
  targets: readonly string[]
  /**
   * Reads the snippet and asks about every tool that it names, one that it does not, and one of another server.
   * @returns one line a difference to what is said of the snippet; none when the engine agrees.
   */
  check(snippet: Snippet): Promise<string[]>
}
