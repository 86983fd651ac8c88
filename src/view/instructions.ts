import { instructionFindings } from '../risk/findings/find.ts'
import { type FindingRow, findingRows } from './findings.ts'
import { type Segment, segments } from './segments.ts'
import type { Site, SiteServer } from './site.ts'

/** What a server tells the model about itself, as its page prints it. */
export interface Instructions {
  /** The text as sent, with hidden characters named and with marks where something was found. */
  text: Segment[]
  /** Characters that are not printed; 0 for nearly every server. */
  left: number
  findings: FindingRow[]
}

// More than a person reads; the findings are about the whole text.
const MOST_PRINTED = 50_000

/** The instructions of a server with what is found in them; undefined where it sends none. */
export function instructionsOf({ snapshot }: SiteServer, { rules }: Site): Instructions | undefined {
  const { instructions = '', tools } = snapshot
  if (instructions.trim() === '') return undefined
  const found = instructionFindings(instructions, new Set(tools.map(({ name }) => name)), rules)
  const rows = findingRows(found, rules)
  const shown = new Set(rows.findings.map(({ rule }) => rule))
  const printed = instructions.slice(0, MOST_PRINTED).replace(/[\ud800-\udbff]$/, '')
  const marks = found
    .filter(({ rule }) => shown.has(rule))
    .flatMap(({ spans }, index) => spans.map(({ start, end }) => ({ start, end, id: index + 1 })))
    .filter(({ end }) => end <= printed.length)
  return { text: segments(printed, marks), left: instructions.length - printed.length, findings: rows.findings }
}
