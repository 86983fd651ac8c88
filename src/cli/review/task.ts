import { join, relative } from 'node:path'
import { toolDigest } from '../../catalogue/digest.ts'
import { folders } from '../../catalogue/folder.ts'
import { matchReviews } from '../../catalogue/match-reviews.ts'
import { readManifests } from '../../catalogue/read-manifests.ts'
import { readReviews } from '../../catalogue/read-reviews.ts'
import { attempt } from '../../catalogue/read-yaml.ts'
import { readSnapshots } from '../../catalogue/snapshots.ts'
import { type Problem, ProblemError } from '../../schema/problem.ts'
import type { ServerReviews } from '../../schema/review.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { Tool } from '../../schema/tool.ts'

/** One server with its definitions and what was found of them before. */
export interface Task {
  snapshot: Snapshot
  reviews: ServerReviews
  /** Every definition by the id that answers name it by. */
  byId: Map<string, Tool>
  /** Ids of the definitions that have no review. */
  open: Set<string>
  /** Ids of the definitions whose review was corrected. */
  corrected: Set<string>
  /** Where the sheets are. */
  folder: string
}

/**
 * What there is to review of one server.
 * @param folder where its sheets are.
 * @throws {ProblemError} when content or snapshots do not fit, or the server has no manifest or no snapshot.
 */
export function taskOf(id: string, folder: string): Task {
  const paths = folders()
  const problems: Problem[] = []
  const manifests = attempt(problems, () => readManifests(paths.content))
  const all = attempt(problems, () => readReviews(paths.content))
  const snapshots = attempt(problems, () => readSnapshots(paths.catalogue))
  if (!manifests || !all || !snapshots) throw new ProblemError(problems)
  const snapshot = snapshots.find((one) => one.id === id)
  if (!snapshot || !manifests.has(id))
    throw new ProblemError([
      {
        where: `review ${id}`,
        what: manifests.has(id) ? 'the server has no snapshot' : 'there is no such manifest',
        fix: manifests.has(id)
          ? `Run \`npm run ingest -- ${id}\`.`
          : `Use the name of a file in ${paths.content}/servers.`,
      },
    ])
  const reviews = all.get(id) ?? { made: [], tools: [] }
  const matched = matchReviews(reviews, snapshot.tools)
  const byDigest = new Map(snapshot.tools.map((tool) => [toolDigest(tool), tool]))
  const length = idLength([...byDigest.keys()])
  const byId = new Map([...byDigest].map(([digest, tool]) => [digest.slice(0, length), tool]))
  const idsOf = (holds: (index: number) => boolean) =>
    new Set(snapshot.tools.flatMap((tool, index) => (holds(index) ? [toolDigest(tool).slice(0, length)] : [])))
  return {
    snapshot,
    reviews,
    byId,
    open: idsOf((index) => matched.tools[index]?.review === undefined),
    corrected: idsOf((index) => (matched.tools[index]?.review?.by ?? 'readers') !== 'readers'),
    folder,
  }
}

/** How many digits of the digests tell all of them apart; 8 or more. */
function idLength(digests: readonly string[]): number {
  let length = 8
  while (length < 64 && new Set(digests.map((digest) => digest.slice(0, length))).size < digests.length) length++
  return length
}

/** The files of a review in its folder. */
export const files = (folder: string) => ({
  rubric: join(folder, 'rubric.md'),
  sheet: join(folder, 'definitions.txt'),
  form: join(folder, 'form.tsv'),
  third: join(folder, 'third-definitions.txt'),
  thirdForm: join(folder, 'third-form.tsv'),
})

/** A path for messages: relative where it is below the working directory. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') ? path : below
}
