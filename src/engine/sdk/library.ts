/** One call of a tool. */
export interface TriedCall {
  tool: string
  args: Readonly<Record<string, unknown>>
}

/** What came of a call: `hide` where the model was not offered the tool, `unanswered` where the library says nothing of it. */
export type Outcome = 'pass' | 'ask' | 'deny' | 'hide' | 'unanswered'

/** Makes calls of tools in one answer of the model, in their order, and tells what came of each. */
export type MakeCalls = (calls: readonly TriedCall[]) => Promise<Outcome[]>

/** A library for agents, called as its user calls it, with a model that makes calls and says goodbye. */
export interface Library {
  /** The target whose modules it runs. */
  target: string
  label: string
  /** The npm package that it comes from. */
  package: string
  /**
   * Sets up an agent with the tools of a server.
   * @param module the exports of the rendered module.
   * @param tools the names of the tools.
   */
  prepare(module: Readonly<Record<string, unknown>>, tools: readonly string[]): Promise<MakeCalls>
}

/** A call with an id that no other call of the process has. */
export interface IdentifiedCall extends TriedCall {
  id: string
}

let calls = 0

/**
 * Makes calls in as few runs of an agent as it takes: what asks can hold up the other calls of its run, which are then made again.
 * @param run makes calls in one run, and tells the outcomes that can be seen there by the ids of the calls.
 */
export const inRuns =
  (run: (calls: readonly IdentifiedCall[]) => Promise<ReadonlyMap<string, Outcome>>): MakeCalls =>
  async (tried) => {
    const all = tried.map((call): IdentifiedCall => ({ ...call, id: `call_${calls++}` }))
    const outcomes = new Map<string, Outcome>()
    for (let left = all; left.length > 0; ) {
      for (const [id, outcome] of await run(left)) outcomes.set(id, outcome)
      const held = left.filter(({ id }) => !outcomes.has(id))
      if (held.length === left.length) break
      left = held
    }
    return all.map(({ id }) => outcomes.get(id) ?? 'unanswered')
  }
