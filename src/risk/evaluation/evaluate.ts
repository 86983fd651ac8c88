import type { Assessment, Confidence } from '../../schema/assessment.ts'
import { type Category, categories, type Verdict, verdicts } from '../../schema/category.ts'
import type { Tool } from '../../schema/tool.ts'
import { assess } from '../analyse.ts'
import type { CompiledRules } from '../compile-rules.ts'
import type { ServerContext } from '../server-context.ts'
import { type Share, wilson } from './wilson.ts'

/** A definition with the category that a reader gave it. */
export interface LabelledTool {
  server: string
  tool: Tool
  context: ServerContext
  category: Category
  alternates: Category[]
}

/** What the classifier said about one labelled tool. */
export interface Answer {
  labelled: LabelledTool
  inferred: Assessment
  /** Equal to the label. */
  strict: boolean
  /** Equal to the label or to one of its alternates. */
  lenient: boolean
}

/** How well the classifier does on a labelled set. Unclassified is an answer that is always wrong. */
export interface Evaluation {
  n: number
  strict: Share
  lenient: Share
  /** Destructive and Financial tools together that were called exactly so. */
  recallDestructiveFinancial: Share
  /** On servers that handle money: the ones with a Financial label, or whose names say so. */
  money: { n: number; strict: Share; lenient: Share }
  classes: Record<Category, { n: number; precision: Share; recall: Share }>
  /** By label, then by answer. */
  confusion: Record<Category, Record<Verdict, number>>
  confidence: Record<Confidence, { n: number; share: number; strict: Share; lenient: Share }>
  /** Tools with at least one quoted span for the answer. */
  quoted: Share
  unclassified: number
  misses: Answer[]
}

const CONFIDENCES: Confidence[] = ['high', 'medium', 'low', 'none']

/**
 * Rates every labelled tool and compares. The second reading is left out: it doubts severities and not categories.
 * @param useHints whether declared hints count as evidence; published figures leave them out.
 */
export function evaluate(labelled: readonly LabelledTool[], rules: CompiledRules, useHints: boolean): Evaluation {
  const alone = { ...rules, secondReading: undefined }
  const answers = labelled.map((one) => answer(one, alone, useHints))
  const money = moneyServers(labelled)
  const onMoney = answers.filter(({ labelled: { server } }) => money.has(server))
  const grave = answers.filter(({ labelled: { category } }) => category === 'Destructive' || category === 'Financial')
  const said = (category: Category) => answers.filter(({ inferred }) => inferred.category === category)
  const is = (category: Category) => answers.filter(({ labelled: { category: own } }) => own === category)
  return {
    n: answers.length,
    strict: share(answers, ({ strict }) => strict),
    lenient: share(answers, ({ lenient }) => lenient),
    recallDestructiveFinancial: share(grave, ({ strict }) => strict),
    money: {
      n: onMoney.length,
      strict: share(onMoney, ({ strict }) => strict),
      lenient: share(onMoney, ({ lenient }) => lenient),
    },
    classes: byKey(categories, (category) => ({
      n: is(category).length,
      precision: share(said(category), ({ strict }) => strict),
      recall: share(is(category), ({ strict }) => strict),
    })),
    confusion: byKey(categories, (category) =>
      byKey(verdicts, (verdict) => is(category).filter(({ inferred }) => inferred.category === verdict).length),
    ),
    confidence: byKey(CONFIDENCES, (confidence) => {
      const bucket = answers.filter(({ inferred }) => inferred.confidence === confidence)
      return {
        n: bucket.length,
        share: answers.length === 0 ? 0 : bucket.length / answers.length,
        strict: share(bucket, ({ strict }) => strict),
        lenient: share(bucket, ({ lenient }) => lenient),
      }
    }),
    quoted: share(answers, ({ inferred }) => inferred.evidence.some(({ quote }) => quote !== '')),
    unclassified: answers.filter(({ inferred }) => inferred.category === 'Unclassified').length,
    misses: answers.filter(({ strict }) => !strict),
  }
}

function answer(labelled: LabelledTool, rules: CompiledRules, useHints: boolean): Answer {
  const inferred = assess(labelled.tool, labelled.context, rules, useHints)
  const strict = inferred.category === labelled.category
  const lenient = strict || labelled.alternates.some((category) => category === inferred.category)
  return { labelled, inferred, strict, lenient }
}

function moneyServers(labelled: readonly LabelledTool[]): Set<string> {
  return new Set(
    labelled.flatMap(({ server, category, context }) =>
      category === 'Financial' || context.financial ? [server] : [],
    ),
  )
}

const share = (answers: readonly Answer[], holds: (answer: Answer) => boolean): Share =>
  wilson(answers.filter(holds).length, answers.length)

const byKey = <K extends string, V>(keys: readonly K[], value: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>
