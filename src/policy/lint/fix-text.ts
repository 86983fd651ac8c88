import type { KnownServers, Linter, LintFinding } from '../core/linter.ts'
import { PolicyText } from '../core/policy-text.ts'
import { applyEdits } from '../core/text-edit.ts'

/** A correction can make room for another; the count halves the entries that touch each other each time. */
const MAX_PASSES = 20

/** A file with the corrections that are safe. */
export interface FixedFile {
  text: string
  /** How many findings are corrected. */
  count: number
  /** What is left. */
  findings: LintFinding[]
}

/**
 * Makes every correction that is safe. A text that the target no longer reads, or of which more is wrong, is not kept.
 * @param findings of the text as it is.
 */
export function fixText(
  source: PolicyText,
  linter: Pick<Linter, 'find'>,
  servers: KnownServers,
  findings: readonly LintFinding[],
): FixedFile {
  let fixed: FixedFile = { text: source.text, count: 0, findings: [...findings] }
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const corrections = fixed.findings.flatMap(({ edits }) => (edits ? [edits] : []))
    const { text, count } = applyEdits(fixed.text, corrections)
    if (count === 0) break
    const left = linter.find(new PolicyText(source.file, text), servers)
    if (left.length >= fixed.findings.length) break
    fixed = { text, count: fixed.count + count, findings: left }
  }
  return fixed
}
