/** One call of a tool. */
export interface TriedCall {
  tool: string
  args: Readonly<Record<string, unknown>>
}

/** What came of a call: `hide` where the model was not offered the tool. */
export type Outcome = 'pass' | 'ask' | 'deny' | 'hide'

/** A library for agents, called as its user calls it, with a model that makes one call and says goodbye. */
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
   * @returns makes one call of one of them.
   */
  prepare(
    module: Readonly<Record<string, unknown>>,
    tools: readonly string[],
  ): Promise<(call: TriedCall) => Promise<Outcome>>
}
