import { writeWhole } from '../../catalogue/snapshots.ts'
import { agreementOf, kappa, type Pair } from '../../risk/evaluation/agreement.ts'
import type { Judgement } from '../../schema/review.ts'
import type { Tool } from '../../schema/tool.ts'
import { plainText } from '../../view/segments.ts'
import { differences } from './decide.ts'
import { answersOf, type Sheets } from './read-sheets.ts'
import { files, shownPath, type Task } from './task.ts'
import { sheetText, writeForm } from './write-sheets.ts'

const FIELDS = ['category', 'severity', 'line', 'effect', 'irreversible', 'traits', 'accept', 'alternates'] as const

/** Prints how far two readers agree, and each definition on which they differ. */
export function printComparison({ byId }: Task, sheets: Sheets): void {
  printAgreement(sheets.ids.map((id) => answersOf(sheets, id)))
  for (const id of sheets.differing) {
    const [a, b] = answersOf(sheets, id)
    const fields = differences(a, b).map((field) => `${field} ${said(a, field)} / ${said(b, field)}`)
    console.log(`  ${id} ${plainText((byId.get(id) as Tool).name)}: ${fields.join('; ')}`)
  }
}

/** Writes the sheet and the form of a third reader, for the definitions on which two differ. */
export function writeThirdSheet({ snapshot, byId, folder }: Task, sheets: Sheets): void {
  const { third: sheet, thirdForm } = files(folder)
  const { ids, differing } = sheets
  writeForm(thirdForm, differing)
  const about =
    'Two readers judged each of them by rubric.md, and they differ. Judge each of them yourself; you may agree with one of them or with neither.'
  writeWhole(
    sheet,
    sheetText(snapshot, about, differing, byId, (id) => answerLines(id, answersOf(sheets, id))),
  )
  console.log(
    `\nThey differ on ${differing.length} of ${ids.length}. For a third reader: ${shownPath(sheet)} and ${shownPath(thirdForm)}. Then:
  npm run review -- ${snapshot.id} --read A.tsv B.tsv THIRD.tsv`,
  )
}

/** What both readers said, in an order that depends on the definition and so does not show who is who. */
function answerLines(id: string, both: readonly Judgement[]): string {
  const ordered = Number.parseInt(id.slice(-1), 16) % 2 === 0 ? both : both.toReversed()
  const line = (judgement: Judgement) => FIELDS.map((field) => `${field} ${said(judgement, field)}`).join('; ')
  return ordered.map((judgement, index) => `reader ${'XY'[index]}: ${line(judgement)}\n`).join('')
}

function said(judgement: Judgement, field: keyof Judgement): string {
  const value = judgement[field]
  if (typeof value === 'boolean') return value ? 'y' : 'n'
  return Array.isArray(value) ? value.join(',') || '-' : String(value)
}

function printAgreement(pairs: readonly Pair[]): void {
  const { n, traits, ...same } = agreementOf(pairs)
  const percent = (hits: number, of: number) => (of === 0 ? 'none' : `${((hits / of) * 100).toFixed(1)} %`).padStart(7)
  console.log(`${n} definitions, two readers:`)
  for (const [field, hits] of Object.entries(same)) {
    const key = field as keyof typeof same
    const beyond = kappa(pairs.map(([a, b]) => [said(a, key), said(b, key)] as const))
    console.log(
      `  ${field.padEnd(13)} the same ${percent(hits, n)}${beyond === undefined ? '' : `, kappa ${beyond.toFixed(2)}`}`,
    )
  }
  console.log(`  ${'traits'.padEnd(13)} named by both, of those that either names ${percent(traits.same, traits.of)}`)
}
