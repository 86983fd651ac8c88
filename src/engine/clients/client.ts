import type { Decision } from '../../policy/core/simulation.ts'

/** What one run showed of one tool. */
export interface Outcome {
  /** `hidden`: not offered to the model. `passed`: the call reached the server. `refused`: it did not. */
  met: 'hidden' | 'passed' | 'refused'
  /** What the client told the model, for a call that was refused. */
  said: string
}

/** What a client is started with. */
export interface Start {
  command: string
  args: string[]
  env: Record<string, string>
}

/** A policy as its reader has it: for one server, or for several in one file. */
export interface Policy {
  /** Id of the target. */
  target: string
  text: string
}

/** What a run is made of. */
export interface Setting {
  policy: Policy
  /** A folder of this run alone, which is the client's home. */
  home: string
  /** The folder that holds the node_modules of the clients. */
  installed: string
  /** Address of the scripted model. */
  model: string
  /** How the servers are started, by the reader's names for them. */
  servers: ReadonlyMap<string, { command: string; args: string[] }>
}

/** The command line of an agent, run as it is installed, with a model that only calls tools. */
export interface Client {
  id: string
  /** What people call it. */
  label: string
  /** The npm package that it comes from. */
  package: string
  /** Ids of the targets whose policies it reads. */
  targets: readonly string[]
  /**
   * The ways to run it that together tell a rule from no rule: for example as it asks about everything that no rule
   * names, and as it lets all of that pass.
   */
  modes: readonly Mode[]
  /** What the outcomes mean, one for each mode in their order. */
  decision(outcomes: readonly Outcome[], target: string): Decision
}

export interface Mode {
  /** Whether the server says of its tools that they only read. */
  readOnly?: boolean
  /** Writes the files and says how the client is started. */
  prepare(setting: Setting): Start
}

/**
 * What a careful run, which asks about whatever no rule names, and an open run, which lets it pass, say together.
 * Nobody is there to answer, so a question is a refusal.
 */
export function careful([one, open]: readonly Outcome[]): Decision {
  if (one?.met === 'passed') return 'pass'
  if (open?.met === 'passed') return 'unset'
  return one?.met === 'hidden' && open?.met === 'hidden' ? 'hide' : 'ask'
}
