import type { Severity } from '../schema/severity.ts'
import type { Counts } from './counts.ts'
import { numberWords } from './number-words.ts'
import { worstFirst } from './worst-first.ts'

/** How many tools of a server have a severity, with where they are listed. */
export interface SeverityShare {
  severity: Severity
  count: number
  /** "17 Critical". */
  label: string
  href: string
}

/** The severities that occur, the highest first. */
export const severityShares = (
  { severities: tally }: Counts,
  hrefOf: (severity: Severity) => string,
): SeverityShare[] =>
  worstFirst.flatMap((severity) => {
    const count = tally[severity]
    return count === 0 ? [] : [{ severity, count, label: `${numberWords(count)} ${severity}`, href: hrefOf(severity) }]
  })
