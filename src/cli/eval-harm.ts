import type { Content } from '../catalogue/read-content.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import { evaluateHarm, type HarmAnswer, type HarmEvaluation } from '../risk/evaluation/harm.ts'
import type { Share } from '../risk/evaluation/wilson.ts'
import { harmLabelSchema } from '../schema/label.ts'
import { ProblemError } from '../schema/problem.ts'
import { descriptionOf } from '../schema/tool.ts'
import { plainText } from '../view/segments.ts'
import { percent } from '../view/set-figures.ts'
import { missingText, nothingFound } from './missing-definitions.ts'
import { rateAlone } from './rate-alone.ts'
import { type DefinitionSources, readLabels } from './read-labels.ts'
import { recordFigures } from './record-figures.ts'

/** How an evaluation by harm is printed and kept. */
interface HarmOptions {
  json: boolean
  hints: boolean
  errors: boolean
  record: string | undefined
}

/**
 * `eval --harm FILE`: severity, guarded rule, traits and category of the classifier alone against readers who followed the
 * rubric. Reviews are not used, and neither are hints unless they are asked for.
 */
export function evalHarm(
  file: string,
  sources: DefinitionSources,
  content: Content,
  rules: CompiledRules,
  { json, hints, errors, record }: HarmOptions,
): void {
  const { tools, missing } = readLabels(file, harmLabelSchema, sources, rules)
  if (tools.length === 0) throw new ProblemError([nothingFound(file, missing, content)])
  const rows = tools.map(({ label, tool, context }) => ({ ...label, tool, context, category: label.category }))
  const result = evaluateHarm(rows, rateAlone(rules, content.limits), hints)
  if (missing.length > 0) console.error(missingText(tools.length, missing, content))
  if (json) console.log(JSON.stringify(harmSummary(result), null, 2))
  else printHarm(file, result, hints)
  if (record !== undefined) {
    const { answers: _answers, ...figures } = result
    const servers = new Set(rows.map(({ server }) => server)).size
    recordFigures(record, { kind: 'harm', figures }, content, { servers, missing: missing.length, hints })
  }
  if (errors) for (const answer of result.answers.filter(isMiss)) console.log(missText(answer))
}

/** The figures as fractions of 1; null where there is nothing to count. */
export function harmSummary({ answers: _answers, ...result }: HarmEvaluation) {
  // The interval of nothing is everything.
  const plain = ({ value, low, high }: Share) => (low === 0 && high === 1 ? null : value)
  const { n, traits, category } = result
  return {
    n,
    exact: plain(result.exact),
    accepted: plain(result.accepted),
    tooHigh: plain(result.tooHigh),
    tooLow: plain(result.tooLow),
    effect: plain(result.effect),
    unsafe: plain(result.unsafe),
    irreversible: plain(result.irreversible),
    traits: { precision: plain(traits.precision), recall: plain(traits.recall) },
    category: { n: category.n, strict: plain(category.strict), lenient: plain(category.lenient) },
  }
}

function printHarm(file: string, result: HarmEvaluation, hints: boolean): void {
  const line = (label: string, { value, low, high }: Share) =>
    console.log(`${label.padEnd(52)} ${percent(value).padStart(7)}  (${percent(low)} to ${percent(high)})`)
  const { n, unsafe, traits, category } = result
  console.log(
    `${file}: ${n} tools that readers labelled by the rubric, rated by the classifier alone ${hints ? 'with' : 'without'} hints; in brackets the 95 % interval\n`,
  )
  line('severity equal to the label', result.exact)
  line('severity that a reader accepts', result.accepted)
  line('  above every accepted one', result.tooHigh)
  line('  below every accepted one', result.tooLow)
  line('guarded rule as the label wants', result.effect)
  line(`  allowed, though the label says ask or deny (${unsafe.n})`, unsafe)
  line('whether it can be undone', result.irreversible)
  line('traits: of those said, named by a reader', traits.precision)
  line('traits: of those that all readers name, said', traits.recall)
  if (category.n > 0) {
    line(`category equal to the label (${category.n})`, category.strict)
    line('  equal to the label or to an alternate', category.lenient)
  }
}

const isMiss = ({ row, rating, accepted, unsafe }: HarmAnswer) =>
  !accepted || unsafe || row.effect !== rating.effect || missedTraits({ row, rating }) !== ''

/** Traits that every reader names and the rating does not, and those that it says and no reader names. */
function missedTraits({ row, rating }: Pick<HarmAnswer, 'row' | 'rating'>): string {
  const lacks = row.traits.filter((trait) => !rating.traits.includes(trait))
  const adds = rating.traits.filter((trait) => !row.traitsAny.some((one) => one === trait))
  return [...lacks.map((trait) => `-${trait}`), ...adds.map((trait) => `+${trait}`)].join(' ')
}

function missText(answer: HarmAnswer): string {
  const { row, rating, accepted, tooHigh, tooLow, unsafe } = answer
  const kinds = [
    ...(accepted ? [] : [tooHigh ? 'too high' : tooLow ? 'too low' : 'between']),
    ...(unsafe ? ['unsafe'] : row.effect === rating.effect ? [] : ['rule']),
    ...(missedTraits(answer) === '' ? [] : ['traits']),
  ]
  const text = (given: string, most: number) => plainText(given.replace(/\s+/g, ' ').slice(0, most).toWellFormed())
  return [
    `\n${kinds.join(', ')}: ${row.server} / ${plainText(row.tool.name)}: ${row.severity}${row.accept.length > 1 ? ` (accepts ${row.accept.join(', ')})` : ''}, ${row.effect}; rated ${rating.severity}, ${rating.effect}, ${rating.category}`,
    `  ${text(descriptionOf(row.tool), 160)}`,
    `  because: ${text(rating.because, 120)}`,
    ...(missedTraits(answer) === '' ? [] : [`  traits: ${missedTraits(answer)}`]),
  ].join('\n')
}
