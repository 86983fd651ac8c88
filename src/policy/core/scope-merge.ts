import type { Span } from './document.ts'
import type { KnownServers } from './linter.ts'
import type { PolicyText } from './policy-text.ts'

/** One kind of file of which a product reads several at once. */
export interface Scope {
  id: string
  /** Where it is: `~/` for the home folder, `/` for the machine, else below the project. The first that exists counts. */
  places: readonly string[]
}

/** A file and the scope that it counts in. */
export interface ScopedText {
  scope: string
  source: PolicyText
}

/** A rule in a file. */
export interface RulePlace {
  scope: string
  source: PolicyText
  at: Span
  /** The rule as it is written. */
  rule: string
}

/** What becomes of one tool, and the rule that decides it. */
export interface Decision {
  tool: string
  outcome: string
  by: RulePlace
}

/** What several files say together. */
export interface MergedScopes {
  decisions: Decision[]
  /** Rules that never decide, with the reason. */
  withoutEffect: { rule: RulePlace; why: string }[]
  /** What holds for all of them. */
  notes: string[]
}

/** How a product takes the rules of several files together. */
export interface ScopeMerge {
  /** The strongest first. */
  scopes: readonly Scope[]
  /** Which rule wins for which tool. */
  decide(files: readonly ScopedText[], servers: KnownServers): MergedScopes
}
