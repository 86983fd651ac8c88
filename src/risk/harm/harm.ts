import type { Span } from '../../schema/assessment.ts'
import { type Harm, type HarmLine, harmLines } from '../../schema/harm.ts'
import type { HarmRules } from '../../schema/harm-rules.ts'
import type { CompiledRules } from '../compile-rules.ts'
import type { Reading } from '../reading.ts'
import type { ServerContext } from '../server-context.ts'
import type { Act } from './act.ts'
import type { CompiledActWords, VerbForm } from './act-words.ts'
import { actsOf } from './acts.ts'
import { type CompiledFacts, compileFacts, Facts } from './facts.ts'
import type { Phrase } from './phrase.ts'
import { type Conditions, compileConditions, holds, suits } from './when.ts'

type Rule = HarmRules['rules'][number]
type CompiledRule = Conditions & { rule: Rule }

/** The harm rules, ready for use. */
export interface CompiledHarmRules {
  words: CompiledActWords
  facts: CompiledFacts
  /** The rules that can hold for acts of a verb, in their order. */
  ofVerb: (verb: VerbForm) => readonly CompiledRule[]
  whatever: readonly CompiledRule[]
  fallback: HarmRules['fallback']
}

/**
 * Groups the rules by verb.
 * @param sieved as {@link compileFacts} needs it.
 */
export function compileHarmRules(
  rules: HarmRules,
  words: CompiledActWords,
  sieved: (regex: RegExp) => number,
): CompiledHarmRules {
  const facts = compileFacts(rules.facts, sieved)
  const all = rules.rules.map((rule) => ({ rule, ...compileConditions(rule, facts) }))
  const hasVerb = ({ rule }: CompiledRule) => rule.verbs !== undefined || rule.words !== undefined
  const known = new Map<string, CompiledRule[]>()
  return {
    words,
    facts,
    ofVerb(verb) {
      const key = `${verb.kind} ${verb.base}`
      let found = known.get(key)
      if (!found) {
        found = all.filter((one) => hasVerb(one) && suits(one.rule, verb))
        if (known.size > MAX_VERBS) known.clear()
        known.set(key, found)
      }
      return found
    },
    whatever: all.filter((one) => !hasVerb(one)),
    fallback: rules.fallback,
  }
}

// A bound on kept answers: verbs that nobody knows are as many as a hostile server likes.
const MAX_VERBS = 5000

/** What the acts of a definition come to. */
export interface Judgement {
  /** The gravest first. */
  judged: Judged[]
  acts: Act[]
  facts: Facts
}

/** What one act comes to. */
export interface Judged {
  rule: Rule
  act: Act | undefined
  object: Phrase | undefined
  spans: Span[]
}

const rank = (line: HarmLine) => harmLines.indexOf(line)

/** Every act with the rule that decides about it, and the rules that hold whatever the verb; the gravest first. */
export function judge(reading: Reading, context: ServerContext, { harm: rules, negation }: CompiledRules): Judgement {
  const facts = new Facts(reading, context, rules.facts, negation)
  const acts = actsOf(reading, rules.words)
  const main = acts[0]
  const judged: Judged[] = []
  for (const act of acts) {
    const object = objectOf(act, main, acts)
    const subject = { act, object, facts }
    const rule = rules.ofVerb(act.verb).find((one) => holds(one, subject))?.rule
    if (rule) judged.push({ rule, act, object, spans: [act.span, ...factSpans(rule, facts)] })
  }
  const whole = { act: undefined, object: undefined, facts }
  for (const one of rules.whatever)
    if (holds(one, whole))
      judged.push({ rule: one.rule, act: undefined, object: undefined, spans: factSpans(one.rule, facts) })
  const refining = judged.find(({ rule, act }) => rule.refines && act?.from === 'description' && act.lead)
  // What only helps the model to think has actions that change nothing but its thoughts.
  const thinks = judged.some(({ rule, act }) => rule.refines && act === undefined)
  const kept = judged.filter(
    ({ act }) =>
      !(refining && act?.from === 'name' && sameFamily(act, refining.act)) && !(thinks && act?.from === 'parameter'),
  )
  kept.sort((a, b) => rank(a.rule.line) - rank(b.rule.line))
  return { judged: kept, acts, facts }
}

const DELETING = new Set(['delete', 'remove', 'purge'])
const sameFamily = (a: Act, b: Act | undefined) =>
  a.verb.kind === b?.verb.kind || (DELETING.has(a.verb.kind) && DELETING.has(b?.verb.kind ?? ''))

/** The object of an act; one that names none has that of the tool, and a plain plural is one thing where the name says one. */
function objectOf(act: Act, main: Act | undefined, acts: readonly Act[]): Phrase {
  const { object } = act
  if (!main) return object
  if (act === main)
    return object.head
      ? object
      : (acts.find(({ from, lead, verb }) => from === 'description' && lead && verb.kind === act.verb.kind)?.object ??
          object)
  if (!object.head) return { ...main.object, many: act.from === 'parameter' ? false : main.object.many }
  if (act.from === 'description' && main.from === 'name' && main.object.head && !main.object.many && !object.quantified)
    return { ...object, many: false }
  return object
}

const factSpans = ({ facts: all = [], oneOf = [] }: Rule, facts: Facts) =>
  [...all, ...oneOf].flatMap((id) => {
    const span = facts.span(id)
    return span && span.field !== 'server' ? [span] : []
  })

/** The harm of a tool by its gravest act; undefined where no rule holds. */
export function harmOf({ judged }: Judgement, { rubric }: CompiledRules): Harm | undefined {
  const first = judged[0]
  if (!first) return undefined
  const { rule, object, spans } = first
  const line = rubric.get(rule.line)
  const words = object?.nouns.slice(-3).map(({ text }) => text)
  return {
    line: rule.line,
    rule: rule.id,
    spans,
    ...(words && words.length > 0 ? { object: words.join(' ') } : {}),
    irreversible: rule.irreversible ?? line?.irreversible ?? false,
    reach: rule.reach ?? (object?.many ? 'list' : 'one'),
    place: rule.place ?? line?.place ?? 'service',
  }
}
