import { existsSync, readFileSync } from 'node:fs'
import { type Problem, ProblemError } from '../../schema/problem.ts'
import { type Judgement, judgementSchema } from '../../schema/review.ts'
import { type AnswerField, answerFields } from '../../schema/review-guide.ts'
import { plainText } from '../../view/segments.ts'

/** What one reader answered, by the id of the definition. */
export type Answers = Map<string, Judgement>

/**
 * A filled sheet: nine fields a line, separated by tabs.
 * @param known what an id may be.
 * @param wanted the ids that must be answered.
 * @throws {ProblemError} with every problem of the file, each with its line.
 */
export function readAnswers(file: string, known: ReadonlySet<string>, wanted: ReadonlySet<string>): Answers {
  if (!existsSync(file))
    throw new ProblemError([{ where: file, what: 'there is no such file', fix: 'Name the filled sheet of a reader.' }])
  const answers: Answers = new Map()
  const seen = new Map<string, number>()
  const problems: Problem[] = []
  for (const [index, line] of readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue
    const where = `${file}:${index + 1}`
    const add = (what: string, fix: string) => problems.push({ where, what, fix })
    const fields = line.split('\t').map((field) => field.trim())
    if (fields.length !== answerFields.length) {
      add(
        `the line has ${fields.length} fields separated by tabs, not ${answerFields.length}`,
        `Write ${answerFields.join(', ')}.`,
      )
      continue
    }
    const [id] = fields as [string]
    const first = seen.get(id)
    if (!known.has(id)) add(`no definition of the sheet has the id ${shown(id)}`, 'Copy the id from the sheet.')
    if (first !== undefined) add(`${shown(id)} was answered in line ${first}, too`, 'Keep one of the two lines.')
    seen.set(id, index + 1)
    const judgement = judge(fields, add)
    if (judgement) answers.set(id, judgement)
  }
  for (const id of wanted)
    if (!seen.has(id)) problems.push({ where: file, what: `${id} has no answer`, fix: 'Add its line.' })
  if (problems.length > 0) throw new ProblemError(problems)
  return answers
}

function judge(fields: string[], add: (what: string, fix: string) => void): Judgement | undefined {
  const [, category, alternates, severity, accept, line, effect, irreversible, traits] = fields
  const result = judgementSchema.safeParse({
    category,
    alternates: listOf(alternates),
    severity,
    accept: listOf(accept),
    line,
    effect,
    irreversible: irreversible === 'y' ? true : irreversible === 'n' ? false : irreversible,
    traits: listOf(traits),
  })
  if (result.success) return result.data
  for (const { path, message } of result.error.issues) {
    const [member, entry] = path
    const number = answerFields.indexOf(member as AnswerField)
    const text = fields[number] ?? ''
    const value = typeof entry === 'number' ? listOf(text)[entry] : text
    add(
      `field ${number + 1}, ${String(member)}: ${shown(value ?? '')}: ${member === 'irreversible' ? 'must be y or n' : message}`,
      'Correct the field.',
    )
  }
  return undefined
}

const listOf = (text = '') => (text === '-' ? [] : text.split(',').map((one) => one.trim()))

const shown = (text: string) => `"${plainText(text.slice(0, 60).toWellFormed())}"`
