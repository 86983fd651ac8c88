import type { Condition, Limit } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'
import type { Language } from './language.ts'
import type { RenderTarget, Target } from './target.ts'

/** A difference between rule and snippet that a limitation states; nothing else is excused by it. */
export type Excuse =
  /** The tool meets something else than its rule wants. */
  | { kind: 'effect'; tool: string; wanted: SnippetEffect; does: SnippetEffect }
  /** Conditions of the tool are left out, are stricter, or do not hold for calls that leave a required argument out. */
  | { kind: 'unchecked' | 'stricter arguments' | 'absent passes'; tool: string }
  /** An argument of another type than the schema of the tool has passes, and the server refuses it. */
  | { kind: 'other types'; tool: string }
  /** More calls of the tool than its limit has can pass within one window. */
  | { kind: 'bursts'; tool: string }
  /** The snippet cannot name the tool. */
  | { kind: 'left out'; tool: string }
  /** The target knows the tool and another by one name, so the stricter rule holds for both. */
  | { kind: 'shared name'; tool: string }
  /** Unlisted tools meet something else than was wanted. */
  | { kind: 'unlisted'; does: DefaultEffect }

/** Something that the rule says and the target cannot. */
export interface Limitation {
  /** One sentence, with what the snippet does instead. */
  what: string
  /** Whether it is printed before all others, because without it the snippet does nothing. */
  important?: true
  /** What it excuses; nothing when absent. */
  excuses?: Excuse[]
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

/** Rendered rules, of a whole target or of what renders alone. */
export interface Snippet<T extends RenderTarget = Target> {
  target: T
  /** The reader's name for the server that it was rendered for. */
  serverKey: string
  /** The reader's gateway, where one was given. */
  gateway?: string
  /** Name of the file that the target reads. */
  file: string
  /** Empty where there is a refusal. */
  text: string
  /** Why there is no text: the target cannot say these rules without touching other tools of the server. */
  refusal?: string
  limitations: Limitation[]
  /** By tool name; a tool that the target cannot name is missing. */
  effects: Map<string, SnippetEffect>
  /** The conditions that it checks, by tool name; a tool without any is missing. */
  conditions: ReadonlyMap<string, Condition[]>
  /** The limits that it keeps, by tool name; a tool without any is missing. */
  limits: ReadonlyMap<string, Limit[]>
  defaultEffect: DefaultEffect
  /** Definitions of the tools that it was rendered with, by name. */
  tools?: ReadonlyMap<string, Tool>
  companions?: Companion[]
}
