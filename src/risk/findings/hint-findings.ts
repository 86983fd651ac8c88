import type { Span } from '../../schema/assessment.ts'
import type { Hints } from '../../schema/tool.ts'
import type { Inferred } from '../infer.ts'

const hint = (name: keyof Hints): Span => ({ field: `/annotations/${name}`, start: 0, end: name.length, quote: name })

/**
 * What the declared hints say against the rest of the definition. Contradictions are told only where the rest speaks
 * clearly, because half of all were no contradiction when people looked.
 * @param inferred what the definition says without its hints.
 */
export function hintFindings(hints: Hints, inferred: Inferred): { rule: string; spans: Span[]; detail?: string }[] {
  const { readOnlyHint, destructiveHint } = hints
  const found: { rule: string; spans: Span[]; detail?: string }[] = []
  const sure = inferred.confidence === 'high'
  const { category, evidence } = inferred
  const strongest = evidence[0]
  const quotes = (name: keyof Hints) => (strongest ? [hint(name), strongest] : [hint(name)]).map(spanOf)
  if (readOnlyHint === true && sure && category !== 'Read')
    found.push({
      rule: 'F-READ-ONLY-CONTRADICTED',
      spans: quotes('readOnlyHint'),
      detail: `The server declares readOnlyHint true; the definition reads as ${category}. One of the two should be checked.`,
    })
  if (destructiveHint === false && sure && category === 'Destructive')
    found.push({
      rule: 'F-DESTRUCTIVE-CONTRADICTED',
      spans: quotes('destructiveHint'),
      detail:
        'The server declares destructiveHint false; the definition reads as Destructive. One of the two should be checked.',
    })
  if (readOnlyHint === true && destructiveHint === true)
    found.push({ rule: 'F-HINTS-CLASH', spans: [hint('readOnlyHint'), hint('destructiveHint')] })
  if (readOnlyHint === false && sure && category === 'Read')
    found.push({ rule: 'F-DECLARED-WORSE', spans: quotes('readOnlyHint') })
  if (Object.values(hints).every((value) => value === undefined)) found.push({ rule: 'F-NO-HINTS', spans: [] })
  return found
}

const spanOf = ({ field, start, end, quote }: Span): Span => ({ field, start, end, quote })
