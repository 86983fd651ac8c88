import type { Condition, Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'

/** Something that the rule says and the format cannot. */
export interface Loss {
  /** One sentence, with what the snippet does instead. */
  what: string
  /** Tools for which the snippet does less than the rule; a target that cannot refuse is the only reason. */
  milder?: string[]
  /** Conditions that the rule does not depend on are left out. */
  unchecked?: true
  /** Calls without a required argument pass, which the server refuses itself. */
  absentPasses?: true
}

/** What a snippet really does with one tool. `limit` lets a number of calls pass; `ask` lets a person decide. */
export type SnippetEffect = 'allow' | 'limit' | 'ask' | 'deny' | 'hide'

/** How a snippet is highlighted; `text` where no grammar is at hand. */
export type Language = 'yaml' | 'json' | 'toml' | 'shell' | 'nginx' | 'typescript' | 'text'

/** Rendered rules. */
export interface Snippet {
  /** Id of the format. */
  format: string
  /** The reader's name for the server that it was rendered for. */
  serverKey: string
  /** The reader's gateway, where the format names one. */
  gateway?: string
  /** Name of the file that the target reads. */
  file: string
  language: Language
  text: string
  losses: Loss[]
  /** By tool name; a tool that the format cannot name is missing. */
  effects: Map<string, SnippetEffect>
  /** The conditions that it checks, by tool name; a tool without any is missing. */
  conditions?: ReadonlyMap<string, Condition[]>
  /** What happens to tools that are not named; `allow` leaves them as they were. */
  rest: 'allow' | 'ask' | 'deny'
  /** Further files that belong to the snippet, for example the schema that a Cedar policy is checked against. */
  companions?: { file: string; language: Language; text: string; about: string }[]
}

/** How rules become a snippet. */
export interface RenderOptions {
  /** What happens to tools that are not named: `allow` changes only the named ones, `deny` lets nothing else through. */
  rest: 'allow' | 'deny'
  /** The reader's name for the server: its key in the client's configuration. */
  serverKey: string
  /** The reader's gateway: its ARN or name; a placeholder when absent. */
  gateway?: string
  /** Definitions of the tools, by name, for formats that read schemas. */
  tools?: ReadonlyMap<string, Tool>
}

/** One enforcement product's syntax. */
export interface Format {
  id: string
  label: string
  language: Language
  /** Oldest version that reads the snippet, in words. */
  minimumVersion: string
  /** What the product is, as one sentence. */
  about: string
  /** Whether its file lists the tools that pass, so that a policy has to name each of them. */
  listsAllowed?: boolean
  /** Whether it can check arguments of calls. */
  checksArguments?: true
  /** Name of the file that holds a policy for the server. */
  fileName(serverKey: string): string
  render(rules: readonly Rule[], options: RenderOptions): Snippet
}
