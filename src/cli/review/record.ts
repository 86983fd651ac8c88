import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolDigest } from '../../catalogue/digest.ts'
import { folders } from '../../catalogue/folder.ts'
import { writeReviews } from '../../catalogue/write-reviews.ts'
import { agreementOf } from '../../risk/evaluation/agreement.ts'
import type { ReviewedTool, ReviewRun } from '../../schema/review.ts'
import type { Tool } from '../../schema/tool.ts'
import { decided, together } from './decide.ts'
import { answersOf, type Sheets } from './read-sheets.ts'
import { files, shownPath, type Task } from './task.ts'

const METHOD = 'two independent readers follow the rubric, and a third decides where they differ'

/**
 * Writes content/reviews/<id>.yaml: the new reviews, those of other definitions as they were, and every correction.
 * Lapsed reviews by readers are dropped. Prints what was written.
 */
export function recordReviews(task: Task, sheets: Sheets, readers: ReviewRun['readers']): void {
  const { snapshot, reviews, open, corrected, folder } = task
  const { ids } = sheets
  const run: ReviewRun = {
    date: new Date().toISOString().slice(0, 10),
    method: METHOD,
    readers,
    rubric: digestOf(files(folder).rubric),
    agreement: agreementOf(ids.map((id) => answersOf(sheets, id))),
  }
  const fresh = ids.filter((id) => !corrected.has(id)).map((id) => reviewed(id, task, sheets))
  const answered = new Set(fresh.map(({ digest }) => digest))
  const present = new Set(snapshot.tools.map((tool) => `${toolDigest(tool)} ${tool.name}`))
  // A correction stays, even where its definition has changed; `check` lists it.
  const kept = reviews.tools.filter(
    ({ by, name, digest }) => by !== 'readers' || (present.has(`${digest} ${name}`) && !answered.has(digest)),
  )
  const stays = new Set(kept)
  const { content } = folders()
  writeReviews(content, snapshot.id, { made: [...reviews.made, run], tools: [...kept, ...fresh] })
  const some = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : [])
  console.log(
    [
      `${shownPath(join(content, 'reviews', `${snapshot.id}.yaml`))}: ${fresh.length} reviews written`,
      ...some(fresh.filter(({ third }) => third).length, 'of them decided by the third reader'),
      ...some(ids.filter((id) => !open.has(id) && !corrected.has(id)).length, 'earlier reviews replaced'),
      ...some(
        reviews.tools.filter((one) => !stays.has(one) && !answered.has(one.digest)).length,
        'lapsed reviews removed',
      ),
      ...some(ids.filter((id) => corrected.has(id)).length, 'corrections kept'),
    ].join('; '),
  )
}

function reviewed(id: string, { byId, reviews }: Task, sheets: Sheets): ReviewedTool {
  const tool = byId.get(id) as Tool
  const [a, b] = answersOf(sheets, id)
  // The third answered exactly those on which the two differ.
  const third = sheets.third?.get(id)
  return {
    name: tool.name,
    digest: toolDigest(tool),
    ...(third ? decided(a, b, third) : together(a, b)),
    by: 'readers',
    ...(third ? { third: true } : {}),
    run: reviews.made.length + 1,
  }
}

const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
