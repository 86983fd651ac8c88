import type { Category, Verdict } from '../../schema/category.ts'
import { type Severity, severities } from '../../schema/severity.ts'
import { hintNames, objectOf, type Tool } from '../../schema/tool.ts'
import type { TraitId } from '../../schema/trait.ts'
import type { WantedEffect } from '../../schema/wanted-effect.ts'
import type { ServerContext } from '../server-context.ts'
import { type Share, wilson } from './wilson.ts'

/** What is said of one tool: what a reader labels, too. */
export interface Rating {
  category: Verdict
  severity: Severity
  irreversible: boolean
  traits: readonly string[]
  /** What the guarded rule does; `limit` allows with a limit. */
  effect: WantedEffect
  /** What decided, in short, for the list of misses. */
  because: string
}

/** Rates one tool, and takes its guarded rule. */
export type Rate = (tool: Tool, server: ServerContext) => Rating

/** A definition with what readers say of it. */
export interface HarmRow {
  server: string
  tool: Tool
  context: ServerContext
  severity: Severity
  /** Every severity that a reader accepts; holds the label's own. */
  accept: readonly Severity[]
  effect: WantedEffect
  irreversible: boolean
  /** Named by all readers, and by any. */
  traits: readonly TraitId[]
  traitsAny: readonly TraitId[]
  category: Category | undefined
  alternates: readonly Category[]
}

/** One row with its rating. */
export interface HarmAnswer {
  row: HarmRow
  rating: Rating
  accepted: boolean
  /** Above, or below, every severity that a reader accepts. */
  tooHigh: boolean
  tooLow: boolean
  /** The label says ask or deny, and the guarded rule allows. */
  unsafe: boolean
}

/** How well a rating does on a set that readers labelled by the rubric. */
export interface HarmEvaluation {
  n: number
  /** Severity equal to the label's, and one that a reader accepts. */
  exact: Share
  accepted: Share
  tooHigh: Share
  tooLow: Share
  /** The guarded rule does what the label wants. */
  effect: Share
  /** Of the rows whose label says ask or deny: those that the guarded rule allows. */
  unsafe: Share & { n: number }
  irreversible: Share
  /** Over all traits: of those that are said, how many any reader names; of those that all readers name, how many are said. */
  traits: { precision: Share; recall: Share }
  /** Of the rows that have a category: equal to the label, and equal to it or to an alternate. */
  category: { n: number; strict: Share; lenient: Share }
  answers: HarmAnswer[]
}

/**
 * Rates every row and compares.
 * @param useHints whether declared hints are left in the definitions; published figures leave them out.
 */
export function evaluateHarm(rows: readonly HarmRow[], rate: Rate, useHints: boolean): HarmEvaluation {
  const answers = rows.map((row) => answer(row, rate(useHints ? row.tool : withoutHints(row.tool), row.context)))
  const of = (some: readonly HarmAnswer[], holds: (answer: HarmAnswer) => boolean) =>
    wilson(some.filter(holds).length, some.length)
  const grave = answers.filter(({ row }) => isStrict(row.effect))
  const labelled = answers.filter(({ row }) => row.category !== undefined)
  return {
    n: answers.length,
    exact: of(answers, ({ row, rating }) => row.severity === rating.severity),
    accepted: of(answers, ({ accepted }) => accepted),
    tooHigh: of(answers, ({ tooHigh }) => tooHigh),
    tooLow: of(answers, ({ tooLow }) => tooLow),
    effect: of(answers, ({ row, rating }) => row.effect === rating.effect),
    unsafe: { n: grave.length, ...of(grave, ({ unsafe }) => unsafe) },
    irreversible: of(answers, ({ row, rating }) => row.irreversible === rating.irreversible),
    traits: traitShares(answers),
    category: {
      n: labelled.length,
      strict: of(labelled, ({ row, rating }) => row.category === rating.category),
      lenient: of(
        labelled,
        ({ row, rating }) => row.category === rating.category || row.alternates.some((one) => one === rating.category),
      ),
    },
    answers,
  }
}

function answer(row: HarmRow, rating: Rating): HarmAnswer {
  const level = (severity: Severity) => severities.indexOf(severity)
  const accepted = row.accept.map(level)
  const own = level(rating.severity)
  return {
    row,
    rating,
    accepted: accepted.includes(own),
    tooHigh: accepted.every((one) => own > one),
    tooLow: accepted.every((one) => own < one),
    unsafe: isStrict(row.effect) && !isStrict(rating.effect),
  }
}

const isStrict = (effect: WantedEffect) => effect === 'ask' || effect === 'deny'

function traitShares(answers: readonly HarmAnswer[]): HarmEvaluation['traits'] {
  let said = 0
  let named = 0
  let wanted = 0
  let found = 0
  for (const { row, rating } of answers) {
    const own = new Set(rating.traits)
    const any = new Set<string>(row.traitsAny)
    said += own.size
    wanted += row.traits.length
    for (const trait of own) if (any.has(trait)) named++
    for (const trait of row.traits) if (own.has(trait)) found++
  }
  return { precision: wilson(named, said), recall: wilson(found, wanted) }
}

/** The definition as if the server had declared no hint. */
function withoutHints(tool: Tool): Tool {
  const annotations = objectOf(tool['annotations'])
  if (!annotations) return tool
  const hints = new Set<string>(hintNames)
  return {
    ...tool,
    annotations: Object.fromEntries(Object.entries(annotations).filter(([name]) => !hints.has(name))),
  }
}
