import type { Language } from './language.ts'

/** A rule for a tool that a client has itself, beside those of MCP servers. */
export interface BuiltinRule {
  id: string
  tool: 'shell' | 'edit' | 'read' | 'fetch'
  effect: 'ask' | 'deny'
  /** The first words of a command, or a file; the whole tool when absent. */
  of?: string
  /** The rule as a sentence. */
  what: string
}

/** What most incidents went through: shell commands, files with secrets, and addresses that take data out. */
export const builtinRules: readonly BuiltinRule[] = [
  { id: 'delete', tool: 'shell', effect: 'deny', of: 'rm', what: 'Deny shell commands that begin with rm.' },
  { id: 'push', tool: 'shell', effect: 'ask', of: 'git push', what: 'Ask before git push.' },
  { id: 'edit', tool: 'edit', effect: 'ask', what: 'Ask before a file is changed.' },
  { id: 'secrets', tool: 'read', effect: 'deny', of: '.env', what: 'Deny reading .env files of the project.' },
  { id: 'keys', tool: 'read', effect: 'deny', of: '~/.ssh/', what: 'Deny reading ~/.ssh, outside the project.' },
  { id: 'fetch', tool: 'fetch', effect: 'deny', what: 'Deny fetching web pages.' },
]

/** One rule in a target's syntax, or why the target cannot or need not say it. */
export type BuiltinPart<T> = { says: T } | { unsaid: string }

/** Rules for a client's own tools as text. */
export interface RenderedBuiltin {
  text: string
  /** What it does not say, by rule, each with what happens instead. */
  unsaid: { rule: BuiltinRule; what: string }[]
}

/** How a target takes rules for the tools that the client has itself. */
export interface BuiltinPolicy {
  file: string
  language: Language | 'text'
  /** Where it is documented, and the version in which it was tried. */
  source: string
  render(rules: readonly BuiltinRule[]): RenderedBuiltin
}

/**
 * Divides rules into what a target says and what it does not.
 * @param partOf what the target makes of one rule.
 */
export function builtinParts<T>(
  rules: readonly BuiltinRule[],
  partOf: (rule: BuiltinRule) => BuiltinPart<T>,
): { said: T[]; unsaid: RenderedBuiltin['unsaid'] } {
  const said: T[] = []
  const unsaid: RenderedBuiltin['unsaid'] = []
  for (const rule of rules) {
    const part = partOf(rule)
    if ('says' in part) said.push(part.says)
    else unsaid.push({ rule, what: part.unsaid })
  }
  return { said, unsaid }
}
