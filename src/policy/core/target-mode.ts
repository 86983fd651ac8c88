/** What becomes of a call in a mode: `judged` by a classifier of the client, which no policy decides. */
export type ModeOutcome = 'passes' | 'asks' | 'refused' | 'hidden' | 'judged'

/** Calls that a mode can treat differently: what the snippet does with the tool, or a tool that it does not list. */
export const modeCalls = ['allow', 'ask', 'deny', 'unlisted'] as const
export type ModeCall = (typeof modeCalls)[number]

/** A way to run a client, in which rules mean something else than in the next. */
export interface TargetMode {
  id: string
  /** The mode in running text, such as "--yolo". */
  name: string
  /** How one gets into it, or who starts in it, as a sentence. */
  how: string
  /** What becomes of calls; a call that the target's snippets cannot make is missing. */
  meets: Partial<Record<ModeCall, ModeOutcome>>
  /** What a run without a person shows instead, where nobody can answer. */
  headless?: Partial<Record<ModeCall, ModeOutcome>>
  /** Where it is documented, and the version in which it was run. */
  source: string
}

/** A version below which a snippet is known to fail. */
export interface FailingVersions {
  /** A version, or the releases of a month where no number is known; read after "before". */
  below: string
  /** What fails there, as a sentence. */
  fails: string
  source: string
}
