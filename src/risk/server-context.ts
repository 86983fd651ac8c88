import type { Tool } from '../schema/tool.ts'
import type { CompiledRules } from './compile-rules.ts'
import { lookUp } from './lexicon.ts'
import { tokenise } from './tokenise.ts'

/** What the other tools of a server tell about one of them. */
export interface ServerContext {
  /** First words that are the server's own name and say nothing about a tool. */
  prefixes: Set<string>
  financial: boolean
  interface: boolean
}

/**
 * Reads a server as a whole; the order of its tools does not matter.
 * A first word that most siblings share is a prefix. A server is financial or drives an interface when a fifth of its
 * tools, and at least two, carry a word that stands for it.
 */
export function serverContext(serverId: string, tools: readonly Tool[], rules: CompiledRules): ServerContext {
  const names = tools.map(({ name }) => tokenise(name))
  const firsts = new Map<string, number>()
  for (const [first] of names) if (first) firsts.set(first.text, (firsts.get(first.text) ?? 0) + 1)
  const prefixes = new Set<string>()
  for (const { text } of tokenise(serverId)) if (!lookUp(rules.lexicon, text)) prefixes.add(text)
  for (const [first, count] of firsts) {
    const verb = lookUp(rules.lexicon, first)
    const share = count / names.length
    if (
      !verb
        ? names.length >= 3 && share >= 0.7
        : rules.names.nounCapable.has(first) && names.length >= 4 && share >= 0.85
    )
      prefixes.add(first)
  }
  const carrying = (words: ReadonlySet<string>) => {
    const count = names.filter((tokens) => tokens.some(({ text }) => words.has(text))).length
    return count >= 2 && count / names.length >= 0.2
  }
  return { prefixes, financial: carrying(rules.names.financial), interface: carrying(rules.names.interface) }
}
