import type { Simulation } from '../core/simulation.ts'
import type { Snippet } from '../core/snippet.ts'

// Postures often have the same text, and so have all tools that one leaves alone; they come soon after each other.
const known = new Map<string, Simulation>()
const MAX_KNOWN = 100
const MAX_CHARS = 20_000

/** Reads the text of a snippet as its target does; a text that was read not long ago is not read again. */
export function simulatedOnce(snippet: Snippet, knownTools: readonly string[]): Simulation {
  const { target, text, serverKey, gateway } = snippet
  const read = () => target.simulate(text, { serverKey, knownTools, ...(gateway === undefined ? {} : { gateway }) })
  if (text.length > MAX_CHARS) return read()
  const key = JSON.stringify([target.id, serverKey, gateway, knownTools, text])
  const before = known.get(key)
  if (before) return before
  const [oldest] = known.keys()
  if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest)
  const simulation = read()
  known.set(key, simulation)
  return simulation
}
