import { existsSync, readFileSync } from 'node:fs'
import { folders } from '../../catalogue/folder.ts'
import { readRubric } from '../../catalogue/read-rubric.ts'
import { writeWhole } from '../../catalogue/snapshots.ts'
import { ProblemError } from '../../schema/problem.ts'
import { answerFields } from '../../schema/review-guide.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { Tool } from '../../schema/tool.ts'
import { definitionText, sheetHead } from './definition-text.ts'
import { rubricText } from './rubric-text.ts'
import { files, shownPath, type Task } from './task.ts'

/** Writes rubric, definitions and the empty form for the definitions that have no review. */
export function writeSheets({ snapshot, byId, open, folder }: Task): void {
  const total = snapshot.tools.length
  if (open.size === 0) {
    console.log(`${snapshot.id}: each of its ${total} definitions has a review.`)
    return
  }
  const { rubric, guide } = readRubric(folders().content)
  const { rubric: rubricFile, sheet, form } = files(folder)
  const ids = [...byId.keys()].filter((id) => open.has(id))
  writeForm(form, ids)
  writeWhole(rubricFile, rubricText(rubric, guide))
  writeWhole(sheet, sheetText(snapshot, 'Judge each of them by rubric.md.', ids, byId))
  console.log(
    `${snapshot.id}: ${ids.length} of ${total} definitions have no review. In ${shownPath(folder)}:
  rubric.md        what each reader reads first
  definitions.txt  the definitions
  form.tsv         the empty answers; each reader fills in a copy
Give the first two to two readers who do not see each other's answers. Then:
  npm run review -- ${snapshot.id} --read A.tsv B.tsv`,
  )
}

/**
 * An empty form, one line an id.
 * @throws {ProblemError} when somebody has filled in a form of that name.
 */
export function writeForm(path: string, ids: readonly string[]): void {
  const filled =
    existsSync(path) &&
    readFileSync(path, 'utf8')
      .split('\n')
      .some((line) => line.split('\t').slice(1).join('').trim() !== '')
  if (filled)
    throw new ProblemError([
      { where: shownPath(path), what: 'the form is filled in', fix: 'Move it, so that it is not overwritten.' },
    ])
  writeWhole(path, `${ids.map((id) => id + '\t'.repeat(answerFields.length - 1)).join('\n')}\n`)
}

/** A sheet of definitions, each followed by what `more` says of it. */
export function sheetText(
  snapshot: Snapshot,
  about: string,
  ids: readonly string[],
  byId: Task['byId'],
  more: (id: string) => string = () => '',
): string {
  const definitions = ids.map((id) => `${definitionText(id, byId.get(id) as Tool)}${more(id)}`)
  return [sheetHead(snapshot, about, ids.length), ...definitions].join('\n')
}
