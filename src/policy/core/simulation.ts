import type { Counters } from './counters.ts'

/**
 * What happens to one call: `ask` waits for a person; a hidden tool is refused and is missing from the list, too; `unset`
 * leaves the call to whatever held before.
 */
export type Decision = 'pass' | 'ask' | 'deny' | 'hide' | 'unset'

/**
 * What the target does with one call.
 * @param counters what passed so far; changed where the call passes.
 * @param serverKey the server that the tool belongs to; the one that the text was read for when absent.
 */
export type Call = (tool: string, args: unknown, counters: Counters, serverKey?: string) => Decision

/** For whom a text is read. */
export interface SimulateOptions {
  /** The reader's name for the server. */
  serverKey: string
  /** The names of the tools that the text may list; any when absent. */
  knownTools?: Iterable<string>
}

/** Why the target does not take a text, or silently ignores a part of it; else how it answers calls. */
export type Simulation = { problems: string[] } | { call: Call }

/**
 * Reads a text once, by a model of the target's own rules, pure like the rest of the room.
 * @returns one line a problem, in the target's own words where it has any; or a function that answers calls.
 */
export type Simulate = (text: string, options: SimulateOptions) => Simulation

/** A simulation of text without problems; the function is only made where there are none. */
export const simulation = (problems: string[], call: () => Call): Simulation =>
  problems.length > 0 ? { problems } : { call: call() }
