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
   * Makes one call of a tool of a server.
   * @param module the exports of the rendered module.
   * @param tools the names of the tools of the server.
   */
  call(module: Readonly<Record<string, unknown>>, tools: readonly string[], call: TriedCall): Promise<Outcome>
}
