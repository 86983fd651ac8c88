import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type Snapshot, snapshotSchema } from '../schema/snapshot.ts'
import { excess } from './bounds.ts'

const FIX = 'Run `npm run ingest` to make the snapshot anew.'

/** What a folder of snapshots holds. */
export interface Snapshots {
  /** Sorted by id. */
  snapshots: Snapshot[]
  /** The snapshots that are left out because they are larger than what is taken of one server, with the reason. */
  skipped: Problem[]
}

/**
 * Every snapshot of the catalogue; none when the folder does not exist.
 * @throws {ProblemError} with every problem of every file that is no snapshot.
 */
export function readCatalogue(catalogue: string): Snapshots {
  if (!existsSync(catalogue)) return { snapshots: [], skipped: [] }
  const problems: Problem[] = []
  const snapshots: Snapshot[] = []
  const skipped: Problem[] = []
  for (const file of readdirSync(catalogue)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const where = join(catalogue, file)
    try {
      const snapshot = readSnapshot(where)
      if (`${snapshot.id}.json` !== file) problems.push({ where, what: `its id is ${snapshot.id}`, fix: FIX })
      const what = excess(snapshot)
      if (what === undefined) snapshots.push(snapshot)
      else skipped.push({ where, what: `the server is left out: ${what}`, fix: 'Report it to the server’s author.' })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return { snapshots: snapshots.sort((a, b) => (a.id < b.id ? -1 : 1)), skipped }
}

/** As {@link readCatalogue}, without what is left out. */
export const readSnapshots = (catalogue: string): Snapshot[] => readCatalogue(catalogue).snapshots

/** The last good snapshot of a server, or undefined when there is none, it cannot be read or is too large. */
export function lastSnapshot(catalogue: string, id: string): Snapshot | undefined {
  try {
    const snapshot = readSnapshot(join(catalogue, `${id}.json`))
    return excess(snapshot) === undefined ? snapshot : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a snapshot, whole or not at all. Members stand in a fixed order; what the server sent is left in its own,
 * because pages print parameters as the server ordered them.
 * @returns `unchanged` when only the date differs, so that a second ingest leaves the catalogue alone.
 * @throws {ProblemError} when it would replace a snapshot that has tools by one that has none.
 */
export function writeSnapshot(catalogue: string, snapshot: Snapshot): 'written' | 'unchanged' {
  const path = join(catalogue, `${snapshot.id}.json`)
  const last = lastSnapshot(catalogue, snapshot.id)
  if (last && last.tools.length > 0 && snapshot.tools.length === 0)
    throw new ProblemError([
      {
        where: path,
        what: `the server lists no tools now, and listed ${last.tools.length} before; the last good snapshot is kept`,
        fix: 'If the server really has none, delete the snapshot and run this again.',
      },
    ])
  if (last && text({ ...snapshot, capturedAt: last.capturedAt }) === text(last)) return 'unchanged'
  writeWhole(path, text(snapshot))
  return 'written'
}

/** Writes a file under a temporary name beside its place, then renames it, so that nobody ever sees half of it. */
export function writeWhole(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  renameSync(temporary, path)
}

function readSnapshot(path: string): Snapshot {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ProblemError([{ where: path, what: error instanceof Error ? error.message : String(error), fix: FIX }])
  }
  return parse(snapshotSchema, value, path, FIX) as Snapshot
}

function text({ id, capturedAt, source, protocolVersion, serverInfo, instructions, tools }: Snapshot): string {
  const ordered = { id, capturedAt, source, protocolVersion, serverInfo, instructions, tools }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
