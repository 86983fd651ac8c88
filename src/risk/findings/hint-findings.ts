import type { Evidence, Span } from '../../schema/assessment.ts'
import { type Hints, hintsOf } from '../../schema/tool.ts'
import type { Hit, Seen } from './seen.ts'

const hint = (name: keyof Hints): Span => ({ field: `/annotations/${name}`, start: 0, end: name.length, quote: name })

/** A hint and the strongest signal that the rest of the definition gives. */
function quotes(name: keyof Hints, evidence: readonly Evidence[]): Span[] {
  const strongest = evidence.find(({ field }) => !field.startsWith('/annotations/'))
  if (!strongest) return [hint(name)]
  const { field, start, end, quote } = strongest
  return [hint(name), { field, start, end, quote }]
}

// Contradictions are told only where the rest speaks clearly, because half of all were none when people looked.
const isSure = ({ assessment }: Seen) => assessment.confidence === 'high'

/** Declared as only reading, while everything else shows that it does more. */
export function readOnlyContradicted(seen: Seen): Hit[] {
  const { category, evidence } = seen.assessment
  if (hintsOf(seen.tool).readOnlyHint !== true || !isSure(seen) || category === 'Read') return []
  const detail = `The server declares readOnlyHint true; the definition reads as ${category}. One of the two should be checked.`
  return [{ spans: quotes('readOnlyHint', evidence), detail }]
}

/** Declared as not destructive, while everything else shows that it deletes. */
export function destructiveContradicted(seen: Seen): Hit[] {
  const { category, evidence } = seen.assessment
  if (hintsOf(seen.tool).destructiveHint !== false || !isSure(seen) || category !== 'Destructive') return []
  const detail =
    'The server declares destructiveHint false; the definition reads as Destructive. One of the two should be checked.'
  return [{ spans: quotes('destructiveHint', evidence), detail }]
}

/** Declared as more than reading, while everything else shows reading. */
export function declaredWorse(seen: Seen): Hit[] {
  const { category, evidence } = seen.assessment
  if (hintsOf(seen.tool).readOnlyHint !== false || !isSure(seen) || category !== 'Read') return []
  return [{ spans: quotes('readOnlyHint', evidence) }]
}

/** Declared as only reading and as destructive at once. */
export function hintsClash({ tool }: Seen): Hit[] {
  const { readOnlyHint, destructiveHint } = hintsOf(tool)
  return readOnlyHint === true && destructiveHint === true
    ? [{ spans: [hint('readOnlyHint'), hint('destructiveHint')] }]
    : []
}

/** Nothing declared at all. */
export function noHints({ tool }: Seen): Hit[] {
  return Object.values(hintsOf(tool)).every((one) => one === undefined) ? [{ spans: [] }] : []
}
