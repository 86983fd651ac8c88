import type { ServerData } from '../schema/manifest.ts'
import { descriptionOf, type Tool } from '../schema/tool.ts'
import { matchesOf } from '../text/matches.ts'
import type { CompiledRules } from './compile-rules.ts'
import { MAX_DESCRIPTION_CHARS, sentencesOf } from './definition-text.ts'
import { lookUp } from './lexicon.ts'
import { tokenise } from './tokenise.ts'

/** What the other tools of a server tell about one of them. */
export interface ServerContext {
  /** The words of the server's id with spaces between them, for facts about servers. */
  words: string
  /** Whose data the server holds, where somebody wrote that down. */
  data: ServerData | undefined
  /** First words that are the server's own name, or a group of its tools, and say nothing about one tool. */
  prefixes: Set<string>
  /** Sentences with which several descriptions begin; they say nothing about one tool. Longest first. */
  openings: string[]
  /** Sentences that several descriptions hold after their first. */
  repeated: Set<string>
  financial: boolean
  interface: boolean
  infrastructure: boolean
}

// How many names must share their first words, and descriptions their first sentence, to be a habit of the server.
const SHARED_NAMES = 3
const SHARED_SENTENCES = 4
const LONGEST_PREFIX = 4
const LONGEST_OPENING = 300

/**
 * Reads a server as a whole; the order of its tools does not matter. Everything rests on counts and nothing on shares, so
 * that a tool that has nothing to do with the others never changes how they are read.
 */
export function serverContext(
  serverId: string,
  tools: readonly Tool[],
  rules: CompiledRules,
  data?: ServerData,
): ServerContext {
  const names = tools.map(({ name }) => tokenise(name, rules.names.compounds).map(({ text }) => text))
  return {
    words: tokenise(serverId)
      .map(({ text }) => text)
      .join(' '),
    data,
    prefixes: new Set([
      ...tokenise(serverId)
        .map(({ text }) => text)
        .filter((text) => !lookUp(rules.lexicon, text) && !rules.harm.words.verb(text)),
      ...prefixesOf(names, rules),
    ]),
    openings: openingsOf(tools),
    repeated: repeatedOf(tools),
    financial: carrying(names, rules.names.financial),
    interface: carrying(names, rules.names.interface),
    infrastructure: carrying(names, rules.names.infrastructure),
  }
}

/** A server is for something when at least two of its tools carry a word that stands for it. */
function carrying(names: readonly string[][], words: ReadonlySet<string>): boolean {
  let count = 0
  for (const tokens of names) if (tokens.some((text) => words.has(text)) && ++count === 2) return true
  return false
}

function prefixesOf(names: readonly string[][], rules: CompiledRules): Set<string> {
  const counts = new Map<string, number>()
  // What follows a word that can also be a verb: "order_create" and "order_list" show that it is the noun.
  const followers = new Map<string, Set<string>>()
  for (const tokens of names) {
    const [first, second] = tokens
    if (first === undefined || second === undefined) continue
    const verb = lookUp(rules.lexicon, first)
    if (verb) {
      const next = lookUp(rules.lexicon, second)
      if (rules.names.nounCapable.has(first) && next && next.strength > 1 && !next.plural)
        followers.set(first, (followers.get(first) ?? new Set()).add(second))
      continue
    }
    let key = ''
    for (const text of tokens.slice(0, Math.min(LONGEST_PREFIX, tokens.length - 1))) {
      if (lookUp(rules.lexicon, text)) break
      key += `${text} `
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const prefixes = new Set<string>()
  for (const [key, count] of counts)
    if (count >= SHARED_NAMES) for (const text of key.trimEnd().split(' ')) prefixes.add(text)
  for (const [first, verbs] of followers) if (verbs.size >= SHARED_NAMES) prefixes.add(first)
  return prefixes
}

const BEHIND_OPENING = /[.:|] (?=\S)/g

function openingsOf(tools: readonly Tool[]): string[] {
  const rests = new Map<string, Set<string>>()
  for (const tool of tools) {
    const text = descriptionOf(tool).slice(0, LONGEST_OPENING)
    for (const { index } of matchesOf(BEHIND_OPENING, text)) {
      const opening = text.slice(0, index + 2)
      const rest = text.slice(index + 2, index + 40)
      rests.set(opening, (rests.get(opening) ?? new Set()).add(rest))
    }
  }
  return [...rests]
    .flatMap(([opening, different]) => (different.size >= SHARED_SENTENCES ? [opening] : []))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

function repeatedOf(tools: readonly Tool[]): Set<string> {
  const counts = new Map<string, number>()
  for (const tool of tools) {
    const own = new Set(
      sentencesOf(descriptionOf(tool).slice(0, MAX_DESCRIPTION_CHARS))
        .slice(1)
        .map(({ text }) => text),
    )
    for (const text of own) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([text, count]) => (count >= SHARED_SENTENCES ? [text] : [])))
}
