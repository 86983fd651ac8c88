import type { Counters } from './counters.ts'
import type { DefaultEffect } from './snippet.ts'

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

/** A tool that a text names; without a server where the text names none. */
export interface NamedTool {
  tool: string
  /** As `Call` takes it, or as the target knows it. */
  server?: string
}

/** Everything in a text that can have an effect, so that nothing can be added to it without being seen. */
export interface Mentions {
  named: readonly NamedTool[]
  /** What may match more tools or servers than it names, as the text has it; not what matches every tool of the server. */
  open: readonly string[]
  /** Members, settings and addresses that no policy of ours has, one line each. */
  extra: readonly string[]
}

/** A request that is no plain call of a tool, such as one without the headers that rules read. */
export interface OtherRequest {
  what: string
  /** What must happen to it, whatever the rules are. */
  wanted: 'pass' | 'deny'
  meets: 'pass' | 'deny'
}

/** For whom a text is read. */
export interface SimulateOptions {
  /** The reader's name for the server. */
  serverKey: string
  /** The names of the tools that the text may list; any when absent. */
  knownTools?: Iterable<string>
  /** The reader's gateway, where one was given. */
  gateway?: string
  /** What the text is said to do with unlisted tools, for a target that is told by where the text is put. */
  defaultEffect?: DefaultEffect
}

/** A text that the target takes: how it answers calls, what it mentions, and how it answers other requests. */
export interface Simulated {
  call: Call
  mentions(): Mentions
  /** Values that the text compares arguments of a tool with, so that none can be added without being tried. */
  constants?(tool: string): readonly (string | number | null)[]
  requests?(): OtherRequest[]
}

/** Why the target does not take a text, or silently ignores a part of it; else what it does. */
export type Simulation = { problems: string[] } | Simulated

/**
 * Reads a text once, by a model of the target's own rules, pure like the rest of the room.
 * @returns one line a problem, in the target's own words where it has any; or a function that answers calls.
 */
export type Simulate = (text: string, options: SimulateOptions) => Simulation

/** A simulation of text without problems; it is only made where there are none. */
export const simulation = (problems: string[], simulated: () => Simulated): Simulation =>
  problems.length > 0 ? { problems } : simulated()

/** Members of an object that are not among the known ones, as lines for `Mentions`. */
export const membersBeside = (value: object, known: readonly string[], where = ''): string[] =>
  Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${where}${key} is set`]))
