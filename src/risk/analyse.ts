import type { Assessment, Confidence, Doubt, Span } from '../schema/assessment.ts'
import type { Finding } from '../schema/finding.ts'
import { type Contradiction, FALLBACK_RULE, severityOfLine } from '../schema/harm.ts'
import type { Review } from '../schema/review.ts'
import type { Severity } from '../schema/severity.ts'
import { hintsOf, type Tool } from '../schema/tool.ts'
import { applyReview } from './apply-review.ts'
import type { CompiledRules } from './compile-rules.ts'
import { findingsOf } from './findings/find.ts'
import type { Seen } from './findings/seen.ts'
import { contradictionsOf } from './harm/contradictions.ts'
import { deedsOf } from './harm/deeds.ts'
import { harmOf, type Judgement, judge } from './harm/harm.ts'
import { hintSignals } from './hint-signals.ts'
import { type Inferred, inferFrom, signalsOf } from './infer.ts'
import { Mentions } from './mentions.ts'
import { type Reading, readingOf } from './reading.ts'
import { expectsMore } from './second-reading/second-reading.ts'
import type { ServerContext } from './server-context.ts'
import { traitsOf } from './traits.ts'

/** What is known around a definition. */
export interface Around {
  context: ServerContext
  /** Names of every tool that the server lists. */
  siblings: ReadonlySet<string>
  /** The definition as it was last accepted. */
  previous?: Tool | undefined
  /** What readers or a person found; it decides the rating, and what was inferred stays beside it. */
  review?: Review | undefined
}

/** What is said of a definition. */
export interface Analysis {
  assessment: Assessment
  /** Gravest first. */
  findings: Finding[]
}

/**
 * Reads a definition once, rates it and looks for what is wrong with it. Pure and total: whatever a server sends as
 * description, schema or hints, it does not throw.
 */
export function analyse(tool: Tool, { context, siblings, previous, review }: Around, rules: CompiledRules): Analysis {
  const { assessment, unhinted } = readAlone(tool, context, rules)
  const before = previous && readAlone(previous, context, rules).unhinted
  const settled = review ? { ...unhinted, assessment: { ...unhinted.assessment, contradictions: [] } } : unhinted
  return {
    assessment: review ? applyReview(assessment, review, rules) : assessment,
    findings: findingsOf(settled, { siblings, previous: before }, rules),
  }
}

/**
 * The rating alone, without findings. Pure and total.
 * @param useHints false leaves out what the server declares, for measuring.
 */
export function assess(tool: Tool, context: ServerContext, rules: CompiledRules, useHints = true): Assessment {
  return rater(readingOf(tool, context, rules), context, rules).rate(useHints)
}

/** The rating, and what it would be had the server declared nothing: findings compare the two. */
function readAlone(
  tool: Tool,
  context: ServerContext,
  rules: CompiledRules,
): { assessment: Assessment; unhinted: Seen } {
  const reading = readingOf(tool, context, rules)
  const { judgement, rate } = rater(reading, context, rules)
  const assessment = rate(true)
  const declares = Object.values(assessment.hints).some((one) => one !== undefined)
  return {
    assessment,
    unhinted: { tool, reading, facts: judgement.facts, assessment: declares ? rate(false) : assessment },
  }
}

function rater(reading: Reading, context: ServerContext, rules: CompiledRules) {
  const judgement = judge(reading, context, rules)
  const contradictions = contradictionsOf(judgement)
  const signals = signalsOf(reading, context, rules, judgement, contradictions)
  const deeds = deedsOf(judgement, reading, rules.harm.words, rules.names.compounds, context.words)
  const hints = hintsOf(reading.tool)
  // The same whether hints count or not.
  const stated = {
    traits: traitsOf(judgement, new Mentions(reading, context, rules.traitWords), rules.traits),
    deeds: [...deeds.values()],
    contradictions,
    claims: claimsOf(judgement),
    hints,
  }
  const decisive = judgement.judged[0]?.act
  const deed = decisive && deeds.get(decisive)
  let more: boolean | undefined
  const doubted = () => {
    more ??= rules.secondReading !== undefined && expectsMore(reading, judgement.acts, rules.secondReading)
    return more
  }
  const rate = (useHints: boolean): Assessment => {
    const inferred = inferFrom(signals, useHints ? hintSignals(hints, rules) : [], rules)
    const harm =
      inferred.category === 'Unclassified' ? undefined : (harmOf(judgement, rules) ?? fallback(inferred, rules))
    // Nothing shows what it does: the middle of the scale, and the rule asks.
    const severity = harm ? severityOfLine(harm.line) : 'Medium'
    return {
      ...inferred,
      severity,
      ...sureness(inferred, judgement, contradictions, () => MILD.has(severity) && doubted()),
      ...(harm ? { harm: deed ? { ...harm, deed } : harm } : {}),
      ...stated,
    }
  }
  return { judgement, rate }
}

/** Where no act shows, the category's own line; the quote is that of its strongest signal. */
function fallback({ category, evidence }: Inferred, rules: CompiledRules) {
  if (category === 'Unclassified') return undefined
  const line = rules.harm.fallback[category]
  const of = rules.rubric.get(line)
  const [first] = evidence
  return {
    line,
    rule: FALLBACK_RULE,
    spans: first ? [{ field: first.field, start: first.start, end: first.end, quote: first.quote }] : [],
    irreversible: of?.irreversible ?? false,
    reach: 'one' as const,
    place: of?.place ?? ('service' as const),
  }
}

/** How sure the rating is, as sure as the weaker of category and line, and why where it is not. */
function sureness(
  { category, confidence }: Inferred,
  { judged }: Judgement,
  contradictions: readonly Contradiction[],
  doubted: () => boolean,
): { confidence: Confidence; doubt?: Doubt } {
  if (category === 'Unclassified') return { confidence: 'none' }
  const low = (doubt: Doubt) => ({ confidence: 'low' as const, doubt })
  if (contradictions.length > 0) return low('contradiction')
  const first = judged[0]
  if (!first) return low('no-act')
  if (confidence === 'low') return low('close')
  const known = judged.some(
    ({ object, rule }) => rule.default && ORDINARY.some((one) => object?.head?.classes.has(one)),
  )
  if (first.rule.default && !known) return low('unknown-object')
  return doubted() ? low('second-reading') : { confidence }
}

/** The severities whose rule allows. */
const MILD: ReadonlySet<Severity> = new Set(['Low', 'Medium'])

/** Things that most tools are about; of other things a rule that holds by default knows too little. */
const ORDINARY = ['private', 'metadata', 'media', 'viewstate', 'trivia', 'draft', 'person', 'public']

const CLAIMS = ['read-only', 'claims-safe']

function claimsOf({ facts }: Judgement): Span[] {
  return CLAIMS.flatMap((id) => {
    const span = facts.span(id)
    return span && span.quote !== '' ? [span] : []
  })
}
