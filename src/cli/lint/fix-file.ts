import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { KnownServers, LintFinding } from '../../policy/core/linter.ts'
import { PolicyText } from '../../policy/core/policy-text.ts'
import { applyEdits } from '../../policy/core/text-edit.ts'
import type { LintedTarget } from '../../policy/lint/recognise.ts'

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
  target: LintedTarget,
  servers: KnownServers,
  findings: readonly LintFinding[],
): FixedFile {
  let fixed: FixedFile = { text: source.text, count: 0, findings: [...findings] }
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const corrections = fixed.findings.flatMap(({ edits }) => (edits ? [edits] : []))
    const { text, count } = applyEdits(fixed.text, corrections)
    if (count === 0) break
    const left = target.linter.find(new PolicyText(source.file, text), servers)
    if (left.length >= fixed.findings.length) break
    fixed = { text, count: fixed.count + count, findings: left }
  }
  return fixed
}

/** Writes a file under another name beside it and renames that, so that nobody reads half of it. Links stay links. */
export function replaceFile(path: string, text: string): void {
  const real = realpathSync(path)
  const bom = readFileSync(real, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : ''
  const temporary = `${real}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, bom + text, { flag: 'wx' })
    chmodSync(temporary, statSync(real).mode)
    renameSync(temporary, real)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
