import type { Evidence } from '../schema/assessment.ts'
import { gravity } from '../schema/category.ts'
import type { CompiledRules } from './compile-rules.ts'
import { lookUp } from './lexicon.ts'
import type { Reading } from './reading.ts'
import type { ServerContext } from './server-context.ts'
import { signal } from './signal.ts'
import type { Token } from './tokenise.ts'

/** What the name says. */
export interface NameSignals {
  evidence: Evidence[]
  /** True when the name begins with a verb that only reads and joins no second verb. */
  strongRead: boolean
  /** The exceptions that hold; the plain meaning of their verbs is no signal in the description, either. */
  exceptions: CompiledRules['names']['rules']
  tokens: Token[]
}

type Placed = Token & { index: number; verb: NonNullable<ReturnType<typeof lookUp>> }

/** Reads the name: its verb by position, verb-and-object rules, questions, evaluators, conjunctions and agent nouns. */
export function nameSignals({ tool, tokens: all }: Reading, context: ServerContext, rules: CompiledRules): NameSignals {
  const { name } = tool
  const tokens = strip(all, rules)
  const evidence: Evidence[] = []
  const add = (rule: string, category: Evidence['category'], points: number, from: Token, to: Token = from) =>
    evidence.push(
      signal(rule, category, points, 'name', name, Math.min(from.start, to.start), Math.max(from.end, to.end)),
    )
  const first = tokens[0]
  if (!first) return { evidence, strongRead: false, exceptions: [], tokens }
  const weights = rules.source.scoring.name
  const verbs: Placed[] = tokens.flatMap((token, index) => {
    const verb = lookUp(rules.lexicon, token.text)
    return verb ? [{ ...token, index, verb }] : []
  })
  const joins = tokens.some(({ text }) => text === 'or' || text === 'and')

  const matched: (typeof rules.names.rules)[number][] = []
  for (const rule of candidates(tokens, verbs, rules)) {
    if (rule.needs === 'financial' && !context.financial) continue
    if (rule.needs === 'interface' && !context.interface) continue
    if (tokens.some(({ text }) => rule.unless.has(text))) continue
    const at = tokens.findIndex(
      ({ text }, index) =>
        rule.verbs.has(text) || rule.verbs.has(verbs.find((verb) => verb.index === index)?.verb.base ?? ''),
    )
    const verb = tokens[at]
    if (!verb || (at > 0 && rules.names.strongRead.has(first.text))) continue
    const object =
      rule.needs === 'direct'
        ? tokens.slice(Math.max(at + 1, tokens.length - 1)).find(({ text }) => rule.objects.has(text))
        : tokens.find(({ text }, index) => rule.objects.has(text) && index !== at)
    if (!object) continue
    add(rule.id, rule.category, rule.strength * weights.perStrength, verb, object)
    matched.push(rule)
  }

  const evaluator = evaluatorOf(tokens, verbs, rules)
  if (rules.names.interrogatives.has(first.text)) add('N-QUESTION', 'Read', 2 * weights.perStrength, first)
  else if (evaluator) add('N-EVALUATOR', 'Read', 2 * weights.perStrength, evaluator)
  else {
    const head = headOf(verbs, tokens, rules)
    if (head && !overruled(head, matched)) {
      const { strength, category, plural } = head.verb
      const last = tokens.at(-1) as Token
      const noun = rules.names.nounCapable
      const leading = head.index === verbs[0]?.index
      let factor =
        head.index === 0
          ? 1
          : head.index === tokens.length - 1
            ? weights.last
            : leading
              ? weights.leading
              : weights.middle
      if (head.index === 0 && tokens.length > 1 && noun.has(first.text) && noun.has(last.text))
        factor *= weights.bothNouns
      if (plural && noun.has(head.verb.base) && head.index > 0) factor *= weights.plural
      add('N-VERB', category, strength * weights.perStrength * factor, head)
    }
  }
  if (joins && verbs.length > 1) {
    const worst = verbs.reduce((a, b) => (gravity(b.verb.category) > gravity(a.verb.category) ? b : a))
    const around = tokens.some(
      ({ text }, index) => /^(or|and)$/.test(text) && verbs.some((verb) => Math.abs(verb.index - index) === 1),
    )
    if (around && worst.verb.category !== 'Read')
      add('N-CONJUNCTION', worst.verb.category, worst.verb.strength * weights.perStrength + weights.conjunction, worst)
  }
  const agent = tokens
    .map((token) => [token, rules.names.agents.get(token.text)] as const)
    .find(([, category]) => category)
  if (agent?.[1] && !verbs.some(({ verb }) => verb.strength > 1)) add('N-AGENT', agent[1], 3, agent[0])
  const strongRead =
    rules.names.strongRead.has(first.text) && !(joins && verbs.some(({ verb }) => verb.category !== 'Read'))
  if (strongRead) add('N-READ', 'Read', rules.source.scoring.strongRead.points, first)
  return { evidence, strongRead, exceptions: matched, tokens }
}

/** A word such as "check" or "preview" in front, or behind nouns: what follows is asked about and not done. */
function evaluatorOf(tokens: readonly Token[], verbs: readonly Placed[], rules: CompiledRules): Token | undefined {
  const index = tokens.findIndex(
    ({ text }, at) =>
      rules.names.evaluators.has(text) || (at > 0 && verbs.some((verb) => verb.index === at && verb.verb.strength > 1)),
  )
  const found = tokens[index]
  if (!found || !rules.names.evaluators.has(found.text) || index === tokens.length - 1) return undefined
  // Behind other words "test", "plan" or "review" are mostly nouns.
  return index > 0 && rules.names.nounCapable.has(found.text) ? undefined : found
}

/** The exceptions about any verb of the name, in the order of the rules. */
function candidates(tokens: readonly Token[], verbs: readonly Placed[], rules: CompiledRules) {
  const { byVerb } = rules.names
  const found = new Set<(typeof rules.names.rules)[number]>()
  for (const { text } of tokens) for (const rule of byVerb.get(text) ?? []) found.add(rule)
  for (const { verb } of verbs) for (const rule of byVerb.get(verb.base) ?? []) found.add(rule)
  return found.size > 1 ? rules.names.rules.filter((rule) => found.has(rule)) : found
}

/** An exception decides about its verb: the plain meaning of the verb is then no signal. */
function overruled(head: Placed, matched: readonly { verbs: ReadonlySet<string> }[]): boolean {
  return matched.some(({ verbs }) => verbs.has(head.text) || verbs.has(head.verb.base))
}

/** The token that says what is done: the first if it is a verb, else the last, else one between. */
function headOf(verbs: readonly Placed[], tokens: readonly Token[], rules: CompiledRules): Placed | undefined {
  const isNoun = (verb: Placed) => rules.names.nounCapable.has(verb.verb.base) || rules.names.nounCapable.has(verb.text)
  const first = verbs.find(({ index }) => index === 0)
  const later = verbs.filter((verb) => verb.index > 0 && !isNoun(verb) && !verb.verb.plural && verb.verb.strength > 1)
  if (first && (!isNoun(first) || later.length === 0)) return first
  const last = later.find(({ index }) => index === tokens.length - 1)
  return last ?? later[0] ?? first ?? verbs.find(({ index }) => index === tokens.length - 1) ?? verbs[0]
}

function strip(all: readonly Token[], rules: CompiledRules): Token[] {
  let from = 0
  let to = all.length
  while (from < to - 1 && rules.names.modifiers.has((all[from] as Token).text)) from++
  while (
    to - 1 > from &&
    (rules.names.trailing.has((all[to - 1] as Token).text) || /^\d+$/.test((all[to - 1] as Token).text))
  )
    to--
  return all.slice(from, to)
}
