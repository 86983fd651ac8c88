import type { Assessment, Span } from '../schema/assessment.ts'
import type { Rubric } from '../schema/harm.ts'
import type { Tool } from '../schema/tool.ts'
import { quoted } from './quoted.ts'
import { placeOf, type Rationale } from './rationale.ts'
import type { Mark } from './segments.ts'
import { decidedBy, titleFor } from './severity-sentence.ts'
import { urls } from './urls.ts'

/** One line that says why a tool is rated as it is. */
export interface WhyLine {
  text: string
  /** Numbers of the marks that it lights, joined by spaces. */
  lights: string
  /** The line of the rubric. */
  rule?: { id: string; href: string }
}

/** The number of the marks that decided the severity; the others count from 1. */
const SEVERITY = 0
const MOST_QUOTES = 2

/** The marks of the words that decided the severity. */
export function severityMarks(assessment: Assessment, field: 'name' | 'description'): Mark[] {
  return spansOf(assessment).flatMap((span) =>
    span.field === field && span.end > span.start ? [{ start: span.start, end: span.end, id: SEVERITY }] : [],
  )
}

/** The words that decided the severity, without what the server says in its own favour, which decides nothing. */
function spansOf(assessment: Assessment): readonly Span[] {
  const spans = decidedBy(assessment)?.spans ?? []
  const isClaim = ({ field, start, end }: Span) =>
    assessment.claims.some((claim) => claim.field === field && claim.start < end && start < claim.end)
  const others = spans.filter((span) => !isClaim(span))
  return others.length > 0 ? others : spans
}

/**
 * Why a tool is rated as it is: its severity with the harm and the words that show it, its category with what shows that, and
 * what makes either uncertain. Of a rating by reviewers what they decided comes first.
 */
export function whyLines(
  tool: Tool,
  assessment: Assessment,
  { sentences, reasons }: Rationale,
  rubric: Rubric,
): WhyLine[] {
  const decided = decidedBy(assessment)
  const title = decided && rubric.lines.find(({ id }) => id === decided.line)
  const [first, ...others] = sentences
  const categoryLine = (text: string): WhyLine => ({ text, lights: reasons.map(({ number }) => number).join(' ') })
  const rest = others.map((text): WhyLine => ({ text, lights: '' }))
  // Sentences begin with the review where it overruled the classifier.
  const isOverruled = first?.startsWith('The review decides') === true
  if (isOverruled || !decided || !title || first === undefined)
    return [...(first === undefined ? [] : [isOverruled ? { text: first, lights: '' } : categoryLine(first)]), ...rest]
  const shown = spansOf(assessment)
    .filter(({ quote }) => quote.trim() !== '')
    .slice(0, MOST_QUOTES)
  const quotes = shown.map((span) =>
    span.field.startsWith('/') ? quoted(span) : `${quoted(span)} in ${placeOf(span.field)}`,
  )
  const by = quotes.length > 0 ? `, shown by ${quotes.join(' and ')}` : ''
  return [
    {
      text: `${assessment.severity}: ${titleFor(title, decided, tool)}${by}.`,
      lights: String(SEVERITY),
      rule: { id: title.id, href: urls.rule(`line-${title.id}`) },
    },
    categoryLine(first),
    ...rest,
  ]
}
