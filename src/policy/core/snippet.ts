import type { Condition } from '../../schema/rule.ts'
import type { Language } from './language.ts'
import type { Target } from './target.ts'

/** Something that the rule says and the target cannot. */
export interface Limitation {
  /** One sentence, with what the snippet does instead. */
  what: string
  /** Whether it is printed before all others, because without it the snippet does nothing. */
  important?: true
  /** Tools for which the snippet does less than the rule; a target that cannot refuse is the only reason. */
  weakerThan?: string[]
  /** Conditions that the rule does not depend on are left out. */
  unchecked?: true
  /** Calls without a required argument pass, which the server refuses itself. */
  absentPasses?: true
  /** Modes of the client are named in which approval is skipped; the snippet itself is no stricter for it. */
  bypass?: true
}

/** What a snippet really does with one tool. `limit` lets a number of calls pass; `ask` lets a person decide. */
export type SnippetEffect = 'allow' | 'limit' | 'ask' | 'deny' | 'hide'

/** What happens to tools that are not listed; `allow` leaves them as they were. */
export type DefaultEffect = 'allow' | 'ask' | 'deny'

/** A further file that belongs to a snippet, for example the schema that a Cedar policy is checked against. */
export interface Companion {
  file: string
  language: Language
  text: string
  about: string
}

/** Rendered rules. */
export interface Snippet {
  target: Target
  /** The reader's name for the server that it was rendered for. */
  serverKey: string
  /** The reader's gateway, where one was given. */
  gateway?: string
  /** Name of the file that the target reads. */
  file: string
  text: string
  limitations: Limitation[]
  /** By tool name; a tool that the target cannot name is missing. */
  effects: Map<string, SnippetEffect>
  /** The conditions that it checks, by tool name; a tool without any is missing. */
  conditions: ReadonlyMap<string, Condition[]>
  defaultEffect: DefaultEffect
  companions?: Companion[]
}
