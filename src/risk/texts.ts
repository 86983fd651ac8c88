import type { Span } from '../schema/assessment.ts'
import type { CompiledRules } from './compile-rules.ts'
import { negated } from './description-signals.ts'
import type { Reading } from './reading.ts'

/** The parts of a definition that say what a tool is about, without what only adds conditions. */
export interface Texts {
  /** The words of the name with spaces between them. */
  spelled: string
  /** The first nine words of the description. */
  head: string
  /** The first sentence, up to words such as "requires" or "for example". */
  first: string
}

/** Cuts the texts that severity factors and traits are looked for in. */
export function textsOf({ tokens, parts: { first } }: Reading): Texts {
  const clause = /\b(requires?|supports?|using|e\.g|for example|such as)\b/i.exec(first.slice(0, 1000))
  const sentence = (clause && clause.index > 0 ? first.slice(0, clause.index) : first).slice(0, 1000)
  return {
    spelled: tokens.map(({ text }) => text).join(' '),
    head: /^(?:\S+\s+){0,8}\S*/.exec(sentence.slice(0, 600))?.[0] ?? '',
    first: sentence,
  }
}

/** Where a pattern stands in the name, else in the description and not negated; undefined when nowhere. */
export function findIn(
  { tool, tokens, description, parts: { at } }: Reading,
  texts: Texts,
  regex: RegExp,
  window: 'head' | 'first',
  rules: CompiledRules,
): Span | undefined {
  const inName = regex.exec(texts.spelled)
  if (inName) {
    // Back from the spelled-out words to the characters of the name.
    let offset = 0
    const hit = tokens.filter(({ text }) => {
      const start = offset
      offset += text.length + 1
      return start < inName.index + inName[0].length && start + text.length > inName.index
    })
    const start = hit[0]?.start ?? 0
    const end = hit.at(-1)?.end ?? 0
    return { field: 'name', start, end, quote: tool.name.slice(start, end) }
  }
  const match = regex.exec(texts[window])
  if (!match || negated(description, at + match.index, rules)) return undefined
  const start = at + match.index
  return { field: 'description', start, end: start + match[0].length, quote: match[0] }
}
