import type { Assessment, Doubt, Evidence } from '../schema/assessment.ts'
import { inferredOf } from '../schema/assessment.ts'
import type { Category } from '../schema/category.ts'
import type { Contradiction, Deed, Rubric } from '../schema/harm.ts'
import type { Review } from '../schema/review.ts'
import type { Severity } from '../schema/severity.ts'
import { descriptionOf, type Tool } from '../schema/tool.ts'
import { keysOfPointer } from '../text/json-pointer.ts'
import { upperFirst } from '../text/upper-first.ts'
import { deedWords, exactDeed, type Setting } from './deed-words.ts'
import { quoted } from './quoted.ts'
import { type Mark, plainText } from './segments.ts'
import { decidedBy, titleFor } from './severity-sentence.ts'

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
  /** The rule that gave the severity; undefined where none did, or where the review decided by another line of the rubric. */
  rule: { id: string; severity: string; about: string } | undefined
  /** How sure the classifier is, and of what. */
  confidence: string
  /** What the signals below show. */
  heading: string
  reasons: Reason[]
  /** Signals for other categories. */
  counters: Reason[]
  /** Marks to draw in the name and in the description. */
  marks: { name: Mark[]; description: Mark[] }
}

/**
 * The rationale of one assessment. Says nothing that the evidence does not carry.
 * @param about explains a rule by its id; an empty text where it is unknown.
 */
export function rationale(
  tool: Tool,
  assessment: Assessment,
  about: (id: string) => string,
  setting: Setting,
  rubric: Rubric,
): Rationale {
  const { category } = inferredOf(assessment)
  const against = countersOf(assessment)
  const reasons = assessment.evidence.map((evidence, index) => reason(evidence, index + 1, false, about))
  const counters = against.map((evidence, index) => reason(evidence, reasons.length + index + 1, true, about))
  const marks = { name: marksOf('name', assessment), description: marksOf('description', assessment) }
  return {
    sentences: sentences(tool, assessment, setting, rubric),
    rule: ruleOf(assessment, about),
    confidence: confidenceWords(assessment),
    heading: category === assessment.category ? `Evidence for ${category}` : `What the classifier saw for ${category}`,
    reasons,
    counters,
    marks,
  }
}

/**
 * The signals for another category. That a tool does not only read speaks for every category but Read, so it is no signal against
 * one of them, whichever the classifier counts it for.
 */
function countersOf(assessment: Assessment): Evidence[] {
  const { counterEvidence } = assessment
  return inferredOf(assessment).category === 'Read'
    ? counterEvidence
    : counterEvidence.filter(({ rule }) => rule !== 'H-NOT-READ-ONLY')
}

/** The rule that led from what the tool does to the severity; a review by another line has none. */
function ruleOf(assessment: Assessment, about: (id: string) => string): Rationale['rule'] {
  const { harm: own, severity } = inferredOf(assessment)
  if (!own || (assessment.reviewed && own.line !== assessment.reviewed.review.line)) return undefined
  const words = about(own.rule)
  // A rating by the category alone rests on no rule of its own.
  return words === '' ? undefined : { id: own.rule, severity: severity.toLowerCase(), about: words }
}

function reason(evidence: Evidence, number: number, counter: boolean, about: (id: string) => string): Reason {
  return {
    number,
    rule: evidence.rule,
    category: evidence.category,
    place: placeBeside(evidence),
    quote: evidence.quote,
    about: about(evidence.rule),
    points: Math.round(evidence.points * 10) / 10,
    counter,
  }
}

function marksOf(field: 'name' | 'description', assessment: Assessment): Mark[] {
  const { evidence } = assessment
  return [...evidence, ...countersOf(assessment)].flatMap((one, index) =>
    one.field === field && one.end > one.start
      ? [
          {
            start: one.start,
            end: one.end,
            id: index + 1,
            ...(index < evidence.length ? {} : { against: true as const }),
          },
        ]
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

/** A field as it stands beside its quote, which is not said twice: “path” in the name of a parameter. */
export function placeBeside({ field, quote }: Pick<Evidence, 'field' | 'quote'>): string {
  const place = placeOf(field)
  return place === `the parameter ${quote}` ? 'the name of a parameter' : place
}

const shortened = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name

/** Why confidence is low, and what follows from it. */
export const lowConfidence = ({ doubt }: Pick<Assessment, 'doubt'>, severity: Severity) =>
  `Confidence is low${doubt === undefined ? '' : ` because ${DOUBTS[doubt]}`}. ${
    severity === 'Critical'
      ? 'The recommended rule is the strictest in any case.'
      : 'The recommended rule is one step stricter.'
  }`

const DOUBTS: Record<Doubt, string> = {
  contradiction: 'the definition contradicts itself',
  close: 'the signals are weak or disagree',
  'no-act': 'the definition does not say plainly what the tool does',
  'unknown-object': 'no rule knows what kind of thing it acts on',
  'second-reading': 'a small statistical model that reads the same definition expects more harm',
}

/** What a tool of a category does, where its act has no words of its own. */
const DOES: Record<Category, string> = {
  Read: 'reads or computes something',
  Write: 'creates or changes something',
  Execute: 'runs, starts, sends or operates something',
  Destructive: 'deletes or overwrites something',
  Financial: 'moves money or commits somebody to pay',
}

/** Whether a review came to another category or severity than the classifier. */
export function overruled(assessment: Assessment): boolean {
  const { category, severity } = inferredOf(assessment)
  return category !== assessment.category || severity !== assessment.severity
}

/** The rating that a review overruled, without its full stop. */
export function alone(assessment: Assessment): string {
  const { category, severity } = inferredOf(assessment)
  const { confidence } = assessment
  const sure = confidence === 'none' ? '' : `, with ${confidence} confidence`
  return `The classifier alone would say ${category}, ${severity.toLowerCase()} severity${sure}`
}

/** Why the classifier is unsure; empty where it is not. */
export const whyUnsure = ({ confidence, doubt }: Pick<Assessment, 'confidence' | 'doubt'>): string =>
  confidence === 'low' && doubt !== undefined ? DOUBTS[doubt] : ''

function confidenceWords(assessment: Assessment): string {
  const { confidence, reviewed } = assessment
  if (!reviewed) return confidence
  const { category, severity } = inferredOf(assessment)
  const why = whyUnsure(assessment)
  const because = why === '' ? '' : `, because ${why}`
  return overruled(assessment)
    ? `${confidence}, of the classifier for ${category}, ${severity.toLowerCase()} severity${because}; the review overruled it`
    : `${confidence}, of the classifier${because}; the review decides`
}

function sentences(tool: Tool, assessment: Assessment, setting: Setting, rubric: Rubric): string[] {
  const { confidence, reviewed, contradictions } = assessment
  const counterEvidence = countersOf(assessment)
  const { category, severity } = inferredOf(assessment)
  const other = reviewed && category !== assessment.category
  const before =
    reviewed && overruled(assessment)
      ? [reviewWords(tool, assessment, reviewed.review, rubric), `${alone(assessment)}.`]
      : []
  if (category === 'Unclassified') {
    const empty = descriptionOf(tool).trim() === '' ? ' (which is empty)' : ''
    const rest = reviewed ? '' : ' Each call needs approval until somebody has reviewed it.'
    return [...before, `Neither the name, the description${empty} nor the parameters show what this tool does.${rest}`]
  }
  // The reasons for a category that a review overruled are the evidence below, and none of the page's.
  return [
    ...before,
    ...(other ? [] : [`${category}: ${whyCategory(assessment, category, setting)}.`]),
    ...contradictions.map(contradictionWords),
    ...(counterEvidence.length > 0 && !other
      ? [against(counterEvidence, confidence === 'high', reviewed !== undefined)]
      : []),
    ...(confidence === 'low' && !reviewed ? [lowConfidence(assessment, severity)] : []),
  ]
}

/** What the review decided, with the line of the rubric that it took. */
function reviewWords(
  tool: Tool,
  assessment: Assessment,
  { category, severity, line }: Review,
  { lines }: Rubric,
): string {
  const about = lines.find(({ id }) => id === line)
  const by = about ? `, by line ${line} of the rubric: ${titleFor(about, decidedBy(assessment), tool)}` : ''
  return `The review decides on ${category}, ${severity.toLowerCase()} severity${by}.`
}

function whyCategory(
  { evidence: all, counterEvidence, deeds, claims }: Assessment,
  category: Category,
  setting: Setting,
): string {
  // What the server says in its own favour is no reason where there is another.
  const own = all.filter(
    ({ field, start, end }) =>
      !field.startsWith('/annotations') &&
      !claims.some((one) => one.field === field && one.start < end && start < one.end),
  )
  const evidence = own.length > 0 ? own : all
  const [first] = evidence
  if (!first) return `this is what is left when all signals are weighed`
  const seen = deedAt(first, deeds)
  const deed = seen && exactDeed(seen, deeds)
  const words = deed && deedWords(deed, setting)
  const does = words ?? DOES[category]
  const text = first.field === 'name' || first.field === 'description'
  if (!text)
    return first.field.startsWith('/annotations')
      ? `only the server’s own claim ${quoted(first)} says that it ${DOES[category]}`
      : `${quoted(first)} shows that it ${DOES[category]}`
  const other = first.field === 'name' ? 'description' : 'name'
  // A first verb that is a signal for another category does not agree.
  const isOpposed = counterEvidence.some(({ field, rule }) => field === other && rule === 'D-VERB')
  const agrees = deed && !isOpposed && deeds.some((one) => one.from === other && one.lead && one.kind === deed.kind)
  if (agrees) return `name and description both say that it ${does}`
  // A name of one verb alone, which the description says with its object.
  const told = evidence.find(({ field, quote }) => field === other && quote.toLowerCase() === first.quote.toLowerCase())
  const toldDeed = told && deedAt(told, deeds)
  const toldWords = toldDeed && deedWords(toldDeed, setting)
  if (!words && toldWords && !isOpposed) return `name and description both say that it ${toldWords}`
  const said = words
    ? `the ${first.field} says that it ${words}`
    : `${quoted(first)} in the ${first.field} says that it ${does}`
  const second = evidence.find(({ field, quote }) => field !== first.field && quote.trim() !== '')
  return second ? `${said}, and ${quoted(second)}${placeBehind(second)} agrees` : said
}

/** The act that a signal was seen in. */
const deedAt = ({ field, start }: Evidence, deeds: readonly Deed[]) =>
  deeds.find(({ span }) => span.field === field && span.start <= start && start < span.end)

/** Where a quote stands that does not say so itself. */
const placeBehind = ({ field }: Evidence) => (field.startsWith('/') ? '' : ` in ${placeOf(field)}`)

const contradictionWords = ({ graver, milder }: Contradiction) =>
  `${upperFirst(quoted(graver))} in ${placeOf(graver.field)} contradicts ${quoted(milder)} in ${placeOf(milder.field)}, and the more harmful of the two decided.`

/** @param settled whether a review has decided between the categories. */
function against(counters: readonly Evidence[], sure: boolean, settled: boolean): string {
  const categories = [...new Set(counters.map(({ category }) => category))].join(' and ')
  const [first] = counters
  const who =
    counters.length === 1 && first
      ? `${upperFirst(quoted(first))}${placeBehind(first)} points to ${categories} instead`
      : `${counters.length} other signals point to ${categories}`
  if (settled && !sure) return `${who}; the review settled it.`
  return sure
    ? `${who}, but ${counters.length === 1 ? 'weighs' : 'weigh'} far less.`
    : `${who}. Read the evidence before you rely on this category.`
}
