import type { Rule } from '../../schema/rule.ts'

/** Something that the rule says and the format cannot. */
export interface Loss {
  /** One sentence, with what the snippet does instead. */
  what: string
}

/** What a snippet really does with one tool. */
export type SnippetEffect = 'allow' | 'limit' | 'deny' | 'hide'

/** Rendered rules. */
export interface Snippet {
  /** Id of the format. */
  format: string
  /** Name of the file that the target reads. */
  file: string
  language: 'yaml' | 'json'
  text: string
  losses: Loss[]
  /** By tool name; a tool that the format cannot name is missing. */
  effects: Map<string, SnippetEffect>
  /** What happens to tools that are not named. */
  rest: 'allow' | 'deny'
}

/** How rules become a snippet. */
export interface RenderOptions {
  /** What happens to tools that are not named: `allow` changes only the named ones, `deny` lets nothing else through. */
  rest: 'allow' | 'deny'
  /** The reader's name for the server; part of the file's name. */
  serverKey: string
}

/** One enforcement product's syntax. */
export interface Format {
  id: string
  label: string
  language: 'yaml' | 'json'
  /** Oldest version that reads the snippet, in words. */
  minimumVersion: string
  /** What the product is, as one sentence. */
  about: string
  /** Name of the file that holds a policy for the server. */
  fileName(serverKey: string): string
  render(rules: readonly Rule[], options: RenderOptions): Snippet
}
