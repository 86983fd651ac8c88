/** What passed so far in the current windows, by counter. */
export type Counters = Map<string, number>

/**
 * What happens to one call: `ask` waits for a person; a hidden tool is refused and is missing from the list, too; `unset`
 * leaves the call to whatever held before.
 */
export type Decision = 'pass' | 'ask' | 'deny' | 'hide' | 'unset'

/**
 * What the target does with one call.
 * @param counters what passed so far; changed where the call passes.
 * @param serverKey the server that the tool belongs to; the one that the snippet was rendered for when absent.
 */
export type Call = (tool: string, args: unknown, counters: Counters, serverKey?: string) => Decision

/** How one format is parsed, checked and run: a restatement of the target's own rules, pure like the rest of the room. */
export interface Verifier {
  /** What verifies, in words after "checked by". */
  by: string
  /** Whether the format names the server, so that a tool of the same name elsewhere must not be touched. */
  namesServer: boolean
  /** The name by which the target knows a tool, where it does not take every name as it is. */
  idOf?(tool: string): string
  /** The name by which the target knows a server, where it does not take every key as it is. */
  serverOf?(serverKey: string): string
  /**
   * Refuses what the target refuses and what it would silently ignore.
   * @param known the names of the tools that the snippet was rendered for.
   * @param serverKey the reader's name for the server.
   * @returns one line a problem, in the target's own words where it has any; none for text that it takes.
   */
  verify(text: string, known: Iterable<string>, serverKey: string): string[]
  /** Reads text that passed `verify` and answers calls as the target would. */
  load(text: string, serverKey: string): Call
}
