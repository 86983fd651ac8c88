import type { Assessment, Evidence, SeverityMove } from '../schema/assessment.ts'
import { descriptionOf, type Tool } from '../schema/tool.ts'
import { keysOfPointer } from '../text/json-pointer.ts'
import { type Mark, plainText } from './segments.ts'

/** One signal as a page prints it. */
export interface Reason {
  /** Number beside the quote and in the marked text; counts from 1. */
  number: number
  rule: string
  category: string
  /** Where it was seen, in words. */
  place: string
  quote: string
  /** What the rule looks for, in the words of content/risk. */
  about: string
  points: number
  /** True for a signal that speaks for another category than the one chosen. */
  counter: boolean
}

/** Why a tool is rated as it is. */
export interface Rationale {
  /** Sentences that say what was concluded and from what. */
  sentences: string[]
  reasons: Reason[]
  /** Signals for other categories. */
  counters: Reason[]
  /** What moved the severity, if anything did. */
  moves: { factor: string; about: string; quote: string; place: string; up: boolean }[]
  /** Marks to draw in the name and in the description. */
  marks: { name: Mark[]; description: Mark[] }
}

/**
 * The rationale of one assessment. Says nothing that the evidence does not carry.
 * @param about explains a rule or a severity factor by its id; an empty text where it is unknown.
 */
export function rationale(tool: Tool, assessment: Assessment, about: (id: string) => string): Rationale {
  const reasons = assessment.evidence.map((evidence, index) => reason(evidence, index + 1, false, about))
  const counters = assessment.counterEvidence.map((evidence, index) =>
    reason(evidence, reasons.length + index + 1, true, about),
  )
  const all = [...assessment.evidence, ...assessment.counterEvidence]
  const marks = { name: marksOf('name', all), description: marksOf('description', all) }
  const moves = assessment.moves.map((move) => ({
    factor: move.factor,
    about: about(move.factor),
    quote: move.quote,
    place: placeOf(move.field),
    up: move.delta > 0,
  }))
  return { sentences: sentences(tool, assessment), reasons, counters, moves, marks }
}

function reason(evidence: Evidence, number: number, counter: boolean, about: (id: string) => string): Reason {
  return {
    number,
    rule: evidence.rule,
    category: evidence.category,
    place: placeOf(evidence.field),
    quote: evidence.quote,
    about: about(evidence.rule),
    points: Math.round(evidence.points * 10) / 10,
    counter,
  }
}

function marksOf(field: 'name' | 'description', all: readonly Evidence[]): Mark[] {
  return all.flatMap((evidence, index) =>
    evidence.field === field && evidence.end > evidence.start
      ? [{ start: evidence.start, end: evidence.end, id: index + 1 }]
      : [],
  )
}

/** A field in words: "the name", "the parameter options.force". */
export function placeOf(field: string): string {
  if (!field.startsWith('/')) return `the ${field}`
  const parts = keysOfPointer(field)
  if (parts[0] === 'annotations') return 'the declared hints'
  const names: string[] = []
  let value = false
  for (let index = 1; index < parts.length; index++) {
    if (parts[index] === 'properties') names.push(parts[++index] ?? '')
    else if (parts[index] === 'enum' || parts[index] === 'const') value = true
  }
  if (names.length === 0) return 'the parameters'
  return plainText(`${value ? 'a value of ' : ''}the parameter ${names.join('.')}`)
}

const SURE = { high: 'clearly', medium: 'on balance', low: 'by a narrow margin', none: '' } as const

function sentences(tool: Tool, assessment: Assessment): string[] {
  const { evidence, counterEvidence, confidence, reviewed, base, severity, moves } = assessment
  const result: string[] = []
  if (reviewed) {
    const { inferred, review } = reviewed
    result.push(
      `A person reviewed this rating on ${review.date}: ${review.reason.replace(/\.$/, '')}. The classifier alone says ${inferred.category}, ${inferred.severity.toLowerCase()} severity.`,
    )
  }
  const inferred = reviewed?.inferred.category ?? assessment.category
  if (inferred === 'Unclassified') {
    result.push(
      `Neither the name, the description${descriptionOf(tool).trim() === '' ? ' (which is empty)' : ''} nor the parameters show what this tool does, so it has no category by itself.${reviewed ? '' : ' It is treated as a high risk until a person has reviewed it.'}`,
    )
    return result
  }
  const first = evidence[0]
  if (first) {
    const more = evidence.length - 1
    result.push(
      `The definition speaks ${SURE[confidence]} for ${inferred}. The strongest signal is in ${placeOf(first.field)}${more > 0 ? `, and ${more === 1 ? 'one more signal agrees' : `${more} more signals agree`}` : ''}.`,
    )
  } else result.push(`No single signal decides; ${inferred} is what is left when the others are weighed.`)
  const against = [...new Set(counterEvidence.map(({ category }) => category))]
  if (against.length > 0)
    result.push(
      `Against it ${counterEvidence.length === 1 ? 'stands one signal' : `stand ${counterEvidence.length} signals`} for ${against.join(' and ')}; ${weight(counterEvidence.length === 1, confidence === 'high')}.`,
    )
  if (!reviewed) result.push(severitySentence(inferred, base, severity, moves))
  return result
}

const weight = (one: boolean, sure: boolean) =>
  sure
    ? one
      ? 'it weighs far less'
      : 'together they weigh far less'
    : `read ${one ? 'it' : 'them'} before relying on this rating`

function severitySentence(category: string, base: string, severity: string, moves: readonly SeverityMove[]): string {
  if (moves.length === 0) return `${category} tools start at ${base.toLowerCase()} severity, and nothing here moves it.`
  const words = moves.map(
    (move) => `“${plainText(move.quote)}” in ${placeOf(move.field)} ${move.delta > 0 ? 'raises' : 'lowers'} it`,
  )
  const end = base === severity ? `it stays ${severity.toLowerCase()}` : `it ends at ${severity.toLowerCase()}`
  return `${category} tools start at ${base.toLowerCase()} severity; ${words.join(' and ')}, and ${end}.`
}
