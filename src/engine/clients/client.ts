import type { Decision } from '../../policy/core/simulation.ts'

/** Why a call was refused, as the client's own words say it. */
export type Refusal = 'asked' | 'denied' | 'failed'

/** What one run showed of one call. */
export interface Outcome {
  /**
   * `hidden`: the tool was not offered to the model. `passed`: the call reached the server. Of those that did not, `asked`
   * would have passed had a person agreed, `denied` was refused by a rule, and `failed` for any other reason.
   */
  met: 'hidden' | 'passed' | Refusal
  /** What the client told the model, for a call that was refused. */
  said: string
}

/** One call of a tool of a server. */
export interface TriedCall {
  tool: string
  args: Readonly<Record<string, unknown>>
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
  /** The rules are about the client's own tools, which one client keeps in a file of their own. */
  builtin?: true
}

/** What a run is made of. */
export interface Setting {
  policy: Policy
  /** A folder of this run alone, which is the client's home. */
  home: string
  /** An empty folder in which the client works. */
  work: string
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
  /** What its words for a call that did not reach the server mean. */
  refusal(said: string): Refusal
  /** As people start it, so that it asks about whatever no rule names. */
  careful: Mode
  /** So that it lets pass whatever no rule names; none for a client whose careful run tells everything. */
  open?: Mode
  /** The modes of its targets that can be run, by their ids. */
  modes: Readonly<Record<string, Mode>>
  /** What the outcomes mean where it is not what they mean elsewhere. */
  decision?(outcomes: readonly Outcome[], target: string): Decision | undefined
}

/** One way to run a client. */
export interface Mode {
  /** Whether the server says of its tools that they only read. */
  readOnly?: boolean
  /** Writes the files and says how the client is started. */
  prepare(setting: Setting): Start
}

/**
 * What a careful run, which asks about whatever no rule names, and an open run, which lets it pass, say together. Nobody is
 * there to answer, so a question is a refusal; one client does not even offer what it would ask about.
 * @returns undefined where the two fit no rule, for example where a hook refuses.
 */
export function careful([one, open]: readonly Outcome[]): Decision | undefined {
  if (one?.met === open?.met && one) return DECISIONS[one.met]
  return open?.met === 'passed' && (one?.met === 'asked' || one?.met === 'hidden') ? 'unset' : undefined
}

const DECISIONS: Record<Outcome['met'], Decision | undefined> = {
  passed: 'pass',
  asked: 'ask',
  denied: 'deny',
  hidden: 'hide',
  failed: undefined,
}
