import type { Confidence, Evidence } from '../schema/assessment.ts'
import { type Category, categories, gravity, type Verdict } from '../schema/category.ts'
import type { Contradiction } from '../schema/harm.ts'
import { compare } from '../text/compare.ts'
import type { CompiledRules } from './compile-rules.ts'
import { descriptionSignals } from './description-signals.ts'
import type { Judgement } from './harm/harm.ts'
import { lookUp } from './lexicon.ts'
import { nameSignals } from './name-signals.ts'
import { parameterSignals } from './parameter-signals.ts'
import type { Reading } from './reading.ts'
import type { ServerContext } from './server-context.ts'

/** A category with the signals for it and against it. */
export interface Inferred {
  category: Verdict
  confidence: Confidence
  margin: number
  evidence: Evidence[]
  counterEvidence: Evidence[]
}

/** Everything of a definition that speaks for a category, without what the server declares by hints. */
export function signalsOf(
  reading: Reading,
  context: ServerContext,
  rules: CompiledRules,
  judgement: Judgement,
  contradictions: readonly Contradiction[],
): Evidence[] {
  const seen = withActs(definitionSignals(reading, context, rules), judgement, rules)
  return contradictions.length > 0 ? againstReading(seen) : seen
}

/**
 * Weighs all signals of one tool. Hints may raise the category and never lower it: it is found without them first, and a
 * milder answer with them is not taken.
 * @param hints what the server declares; empty leaves it out altogether.
 */
export function inferFrom(signals: readonly Evidence[], hints: readonly Evidence[], rules: CompiledRules): Inferred {
  const plain = weigh(signals, rules)
  if (hints.length === 0) return plain
  if (plain.category === 'Unclassified') {
    // A claim alone is no evidence: taking it would lower the rating that the protocol assumes.
    return { ...plain, counterEvidence: sorted([...plain.counterEvidence, ...hints]) }
  }
  const hinted = weigh([...signals, ...hints], rules)
  if (hinted.category !== 'Unclassified' && gravity(hinted.category) >= gravity(plain.category)) return hinted
  const against = hints.filter(({ category }) => category !== plain.category)
  return {
    ...plain,
    confidence: plain.confidence === 'high' ? 'medium' : plain.confidence,
    counterEvidence: sorted([...plain.counterEvidence, ...against]),
  }
}

const VERB_SIGNALS = new Set(['N-VERB', 'D-VERB', 'D-VERB-LIST', 'D-VERB-SECOND', 'D-VERB-INNER'])

const NAME_VERBS = new Set(['N-VERB', 'N-READ', 'N-EVALUATOR'])

/** "view_create": where a word is clearly the verb of the name, one that can be a noun is no signal. */
function withoutNouns(signals: readonly Evidence[], acts: Judgement['acts'], rules: CompiledRules): Evidence[] {
  const act = acts.find(({ from, lead }) => from === 'name' && lead)
  if (!act || act.verb.noun) return [...signals]
  const { at } = act
  const elsewhere = (one: Evidence) => NAME_VERBS.has(one.rule) && one.start !== at.start
  if (!signals.some(elsewhere)) return [...signals]
  const verb = lookUp(rules.lexicon, at.quote.toLowerCase())
  const { perStrength, last } = rules.source.scoring.name
  const own = verb
    ? [{ rule: 'N-VERB', category: verb.category, points: verb.strength * perStrength * last, ...at }]
    : []
  return [...signals.filter((one) => !elsewhere(one)), ...own]
}

/** Verbs that the lexicon does not know, by what they do. */
function unlisted(acts: Judgement['acts'], rules: CompiledRules): Evidence[] {
  const { name, description } = rules.source.scoring
  return acts.flatMap(({ verb, at, lead, from }) => {
    const category = rules.source.acts.categories[verb.kind]
    if (!lead || from === 'parameter' || !category || at.quote === '' || /[^a-z]/i.test(at.quote)) return []
    if (lookUp(rules.lexicon, at.quote.toLowerCase())) return []
    const points = UNLISTED * (from === 'name' ? name.perStrength : description.perStrength)
    return [{ rule: from === 'name' ? 'N-VERB' : 'D-VERB', category, points, ...at }]
  })
}
// As strong as a usual verb of the lexicon.
const UNLISTED = 2

/** The side that acts decides; what says that the tool only reads stays beside it as counter-evidence. */
const againstReading = (signals: readonly Evidence[]) =>
  signals.map((one) => (one.category === 'Read' ? { ...one, points: one.points * MILDER_SIDE } : one))
const MILDER_SIDE = 0.1

/** The act that decided the severity says what its verb means, where its rule knows; the bare verb is then no signal. */
function withActs(all: readonly Evidence[], { judged, acts }: Judgement, rules: CompiledRules): Evidence[] {
  const signals = [...withoutNouns(all, acts, rules), ...unlisted(acts, rules)]
  const [first] = judged
  const [span] = first?.spans ?? []
  if (!first?.rule.category || !span || span.quote === '') return [...signals]
  const act: Evidence = {
    rule: first.rule.id,
    category: first.rule.category,
    points: rules.source.scoring.act.decides,
    ...span,
  }
  if (!first.act) return [...signals, act]
  const { kind } = first.act.verb
  // What refines the act of the name says what that act really is.
  const same = [
    ...judged.filter((one) => one.act && (one === first || one.act.verb.kind === kind)).map(({ spans: [at] }) => at),
    ...(first.rule.refines ? acts.map((one) => one.span) : []),
  ]
  const read = (one: Evidence) =>
    VERB_SIGNALS.has(one.rule) &&
    same.some((at) => at !== undefined && at.field === one.field && one.start >= at.start && one.end <= at.end)
  return [...signals.filter((one) => !read(one)), act]
}

function definitionSignals(reading: Reading, context: ServerContext, rules: CompiledRules): Evidence[] {
  const { scoring } = rules.source
  const { description } = reading
  const name = nameSignals(reading, context, rules)
  let signals = [...name.evidence, ...descriptionSignals(reading, context, rules), ...parameterSignals(reading, rules)]
  const baseOf = ({ quote }: Evidence) => lookUp(rules.lexicon, quote.toLowerCase())?.base
  const heads = signals.filter(({ rule }) => rule === 'D-VERB')
  // A phrase decides about the verb that it begins with, and so about the same verb in the name.
  const decided = new Set(
    heads.flatMap((head) =>
      signals.some(
        ({ rule, category, start }) => start === head.start && rules.deciding.has(rule) && category !== head.category,
      )
        ? [baseOf(head)]
        : [],
    ),
  )
  signals = signals.flatMap((one) => {
    if (one.rule !== 'D-VERB' && one.rule !== 'N-VERB') return [one]
    const base = baseOf(one)
    if (base === undefined) return [one]
    if (decided.has(base)) return []
    const exception = one.rule === 'D-VERB' && name.exceptions.find(({ verbs }) => verbs.has(base))
    if (!exception) return [one]
    // The description says the same verb: with one of the exception's objects it agrees with the exception.
    const first = wordsOf(reading)
    const agrees = first.some((word) => exception.objects.has(word))
    return agrees ? [{ ...one, rule: exception.id, category: exception.category }] : []
  })
  const scale = (factor: number, which: (one: Evidence) => boolean) => {
    signals = signals.map((one) => (which(one) ? { ...one, points: one.points * factor } : one))
  }
  if (name.strongRead) scale(scoring.strongRead.others, ({ category }) => category !== 'Read')
  const acts = name.evidence.some(
    ({ rule, category, points }) =>
      category !== 'Read' &&
      category !== 'Execute' &&
      (rule !== 'N-VERB' || points >= 2 * scoring.name.perStrength * scoring.name.last),
  )
  if (signals.some(({ rule }) => rule === 'D-READONLY')) {
    if (acts) signals = signals.filter(({ rule }) => rule !== 'D-READONLY')
    else scale(scoring.readOnly, ({ category }) => ['Write', 'Execute', 'Destructive'].includes(category))
  }
  const harm = signals.some(
    ({ category, rule }) =>
      ['Write', 'Destructive'].includes(category) && !['D-IRREVERSIBLE', 'S-PAYLOAD'].includes(rule),
  )
  if (!harm) signals = signals.filter(({ rule }) => rule !== 'D-IRREVERSIBLE')
  const unsigned = /\bunsigned\b/i.exec(description.slice(0, 2000))
  if (unsigned || name.tokens.some(({ text }) => text === 'unsigned'))
    scale(scoring.unsigned, ({ category }) => category === 'Financial')
  signals = signals.map((one) =>
    one.rule === 'S-OUTPUT-PATH' && convertsFirst(name.tokens[0]?.text, rules)
      ? { ...one, points: scoring.outputPath }
      : one,
  )
  return [...signals, ...financialLift(signals, rules)]
}

const wordsOf = ({ parts: { first } }: Reading) =>
  first
    .slice(0, 400)
    .toLowerCase()
    .split(/[^a-z0-9]+/)

const convertsFirst = (verb: string | undefined, rules: CompiledRules) =>
  verb !== undefined && rules.source.parameters.outputVerbs.includes(verb)

/** Money words are weaker than the verbs they come with; a strong financial total close to the best other one is lifted. */
function financialLift(signals: readonly Evidence[], rules: CompiledRules): Evidence[] {
  const { least, within, points } = rules.source.scoring.financialLift
  const sums = totals(signals)
  const best = Math.max(sums.Write, sums.Execute, sums.Destructive)
  const first = signals.filter(({ category }) => category === 'Financial').sort((a, b) => b.points - a.points)[0]
  if (!first || sums.Financial < least || best - sums.Financial > within) return []
  return [{ ...first, points }]
}

function weigh(signals: readonly Evidence[], rules: CompiledRules): Inferred {
  const { readPrior, confidence: thresholds } = rules.source.scoring
  const counted = signals.filter(({ points }) => points > 0)
  if (counted.length === 0)
    return { category: 'Unclassified', confidence: 'none', margin: 0, evidence: [], counterEvidence: [] }
  const sums = totals(counted)
  sums.Read += readPrior
  const order = [...categories].sort((a, b) => sums[b] - sums[a] || gravity(b) - gravity(a))
  const [category, second] = order as [Category, Category]
  const evidence = counted.filter((one) => one.category === category)
  // Read that rests on the prior alone is a guess, and a guess is not shown as knowledge.
  if (evidence.length === 0)
    return { category: 'Unclassified', confidence: 'none', margin: 0, evidence: [], counterEvidence: sorted(counted) }
  const margin = sums[category] - sums[second]
  return {
    category,
    confidence: margin >= thresholds.high ? 'high' : margin >= thresholds.medium ? 'medium' : 'low',
    margin: Math.round(margin * 1000) / 1000,
    evidence: sorted(merge(evidence)),
    counterEvidence: sorted(merge(counted.filter((one) => one.category !== category))),
  }
}

function totals(signals: readonly Evidence[]): Record<Category, number> {
  const sums: Record<Category, number> = { Read: 0, Write: 0, Execute: 0, Destructive: 0, Financial: 0 }
  for (const { category, points } of signals) sums[category] += points
  return sums
}

/** One entry for the same rule at the same place. */
function merge(signals: readonly Evidence[]): readonly Evidence[] {
  if (signals.length < 2) return signals
  const byPlace = new Map<string, Evidence>()
  for (const one of signals) {
    const key = JSON.stringify([one.rule, one.field, one.start, one.end])
    const other = byPlace.get(key)
    byPlace.set(key, other ? { ...other, points: other.points + one.points } : one)
  }
  return [...byPlace.values()]
}

function sorted(signals: readonly Evidence[]): Evidence[] {
  return [...signals].sort(
    (a, b) => b.points - a.points || compare(a.field, b.field) || a.start - b.start || compare(a.rule, b.rule),
  )
}
