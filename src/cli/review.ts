import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ProblemError } from '../schema/problem.ts'
import { printComparison, writeThirdSheet } from './review/compare.ts'
import { readSheets } from './review/read-sheets.ts'
import { recordReviews } from './review/record.ts'
import { taskOf } from './review/task.ts'
import { writeSheets } from './review/write-sheets.ts'

/**
 * `review <id>`: writes what two readers need to review the definitions of a server that have no review. `review <id>
 * --read A B [THIRD]`: reads their filled sheets, prints how far they agree, and writes the sheet of a third reader, or
 * with the third's answers the reviews.
 */
export async function reviewCommand(argv: string[]): Promise<number> {
  const { id, sheets, out, people, reading } = read(argv)
  const task = taskOf(id, resolve(out ?? join('review', id)))
  if (!reading) {
    writeSheets(task)
    return 0
  }
  const answers = readSheets(task, sheets)
  printComparison(task, answers)
  if (answers.differing.length > 0 && !answers.third) writeThirdSheet(task, answers)
  else recordReviews(task, answers, people ? 'people' : 'language models')
  return 0
}

function read(argv: string[]) {
  const problem = (what: string, fix: string) => new ProblemError([{ where: 'review', what, fix }])
  const fix =
    'Name one server: `npm run review -- github`, or `npm run review -- github --read A.tsv B.tsv [THIRD.tsv]`.'
  let parsed: { values: { read?: boolean; out?: string; people?: boolean }; positionals: string[] }
  try {
    parsed = parseArgs({
      args: argv,
      options: { read: { type: 'boolean' }, out: { type: 'string' }, people: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw problem(error instanceof Error ? (error.message.split('. ')[0] as string) : String(error), fix)
  }
  const [id, ...sheets] = parsed.positionals
  const { read: reading = false, out, people = false } = parsed.values
  if (id === undefined) throw problem('no server is named', fix)
  if (!reading && sheets.length > 0) throw problem(`${sheets.join(', ')}: more than one server is named`, fix)
  if (reading && sheets.length !== 2 && sheets.length !== 3)
    throw problem(`${sheets.length} filled sheets are named, not two or three`, fix)
  if (new Set(sheets.map((sheet) => resolve(sheet))).size < sheets.length)
    throw problem('one file is named twice, and readers answer apart from each other', fix)
  return { id, sheets, out, people, reading }
}
