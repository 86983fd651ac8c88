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

// Names and depths beyond these are those of hostile schemas.
const MOST_NAMES = 6
const LONGEST_NAME = 100

/** A field in words: "the name", "the parameter options.force", "the server's instructions". */
export function placeOf(field: string): string {
  if (field === 'instructions') return 'the server’s instructions'
  const pointer = field.startsWith('key:') ? field.slice('key:'.length) : field
  if (!pointer.startsWith('/')) return `the ${field}`
  const [member = '', ...keys] = keysOfPointer(pointer)
  if (member === 'annotations') return keys[0] === 'title' ? 'the title in the hints' : 'the declared hints'
  if (member !== 'inputSchema' && member !== 'outputSchema') return plainText(`the member ${shortened(member)}`)
  const [one, all] = member === 'inputSchema' ? ['parameter', 'parameters'] : ['result member', 'result schema']
  const names: string[] = []
  let value = false
  for (let index = 0; index < keys.length; index++) {
    if (keys[index] === 'properties') names.push(shortened(keys[++index] ?? ''))
    else if (keys[index] === 'enum' || keys[index] === 'const') value = true
  }
  if (names.length === 0) return `the ${all}`
  const name =
    names.length > MOST_NAMES ? `${names.slice(0, 2).join('.')}…${names.slice(-2).join('.')}` : names.join('.')
  return plainText(`${value ? 'a value of ' : ''}the ${one} ${name}`)
}

const shortened = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name

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
