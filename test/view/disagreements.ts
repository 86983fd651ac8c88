import type { Rule } from '../../src/schema/rule.ts'

/** What an answer tells the reader to do with calls of the tool, or says that the rule does. */
const SAYS: { does: 'allow' | 'ask' | 'deny'; pattern: RegExp }[] = [
  {
    does: 'ask',
    pattern:
      /\b(ask (a person )?(before|about|for approval)|(let|have) a person (approve|see|decide)|approve (each|every|it)|approval of (each|every)|needs? approval|the rule asks|is asked)\b/i,
  },
  {
    does: 'deny',
    pattern:
      /\b((deny|block|refuse|hide) (it|this tool|the tool|each|every|all)|denial|(is|are) (denied|refused|blocked|hidden)|the rule (denies|refuses|hides)|never (allow|call))\b/i,
  },
  {
    does: 'allow',
    pattern:
      /\b(allow (it|this tool|the tool|each|every)|(is|are) (allowed|harmless|safe)|safe to (allow|call)|calls pass|the rule allows)\b/i,
  },
]

const DOES: Record<Rule['effect'], 'allow' | 'ask' | 'deny'> = {
  allow: 'allow',
  ask: 'ask',
  deny: 'deny',
  hide: 'deny',
}

/**
 * Where one answer says something else than the rule beside it or the facts of the rating.
 * @param ask the question; whether a call can be undone is answered with yes or no.
 * @param facts whether a later call restores the earlier state, where the rating knows it, and whether the tool only reads.
 */
export function disagreements(
  ask: string,
  sentence: string,
  { effect }: Pick<Rule, 'effect'>,
  facts: { irreversible?: boolean | undefined; reads: boolean; traits: readonly string[] },
): string[] {
  // Words of the definition are the server's.
  const answer = sentence.replace(/“[^”]*”/g, '')
  const said = SAYS.filter(({ pattern }) => pattern.test(answer)).map(({ does }) => does)
  const found = said.filter((does) => does !== DOES[effect]).map((does) => `says ${does}, and the rule is ${effect}`)
  const add = (wrong: boolean, what: string) => {
    if (wrong) found.push(what)
  }
  const undo = /\bundone\?$/.test(ask)
  add(
    facts.irreversible === true && (UNDONE.test(answer) || (undo && /^(Yes|In part)/.test(answer))),
    'says that it can be undone',
  )
  add(
    facts.irreversible === false && (LOST.test(answer) || (undo && /^No\b/.test(answer))),
    'says that it cannot be undone',
  )
  add(!facts.reads && /\b(only reads|changes nothing|nothing to undo)\b/i.test(answer), 'says that it only reads')
  add(
    facts.traits.includes('sends-out') && /\b(nothing leaves|sends nothing|stays inside)\b/i.test(answer),
    'says that nothing leaves',
  )
  add(
    facts.traits.includes('reads-private') &&
      /\b(nothing private|not private|does not say that the answer is private|answer is public)\b/i.test(answer),
    'says that it reads nothing private',
  )
  add(
    facts.traits.includes('deletes-container') && /\bone thing only\b/i.test(answer),
    'says that it reaches one thing only',
  )
  return found
}

const UNDONE = /\bcan be (undone|changed back|restored)\b/i
const LOST = /\bcannot be (undone|changed back|recovered|restored|taken back)\b|\bfor good\b|\bpermanently\b/i
