import { join } from 'node:path'
import { excess } from '../catalogue/bounds.ts'
import { lastSnapshot, writeSnapshot } from '../catalogue/snapshots.ts'
import type { Manifest } from '../schema/manifest.ts'
import { formatProblem, ProblemError } from '../schema/problem.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { listServer } from './list-server.ts'
import type { Launch } from './sandbox.ts'

/** What became of one server. */
export interface Outcome {
  id: string
  /** `failed` leaves the last good snapshot, if there is one, where it was. */
  status: 'written' | 'unchanged' | 'failed'
  tools: number
  ms: number
  reason?: string
  remarks: string[]
  /** The snapshot before this run and the one after it. */
  before?: Snapshot
  after?: Snapshot
}

/** Where things are and what day it is. */
export interface IngestOptions {
  /** Folder for snapshots. */
  catalogue: string
  /** Folder that holds the node_modules of the servers. */
  servers: string
  /** Today in UTC, YYYY-MM-DD. */
  today: string
  /** Milliseconds for each server; 20,000 when absent. */
  limit?: number
}

/** Lists one server and writes its snapshot. Never throws: what went wrong is in the outcome. */
export async function ingestServer(id: string, manifest: Manifest, options: IngestOptions): Promise<Outcome> {
  const started = performance.now()
  const before = lastSnapshot(options.catalogue, id)
  const known = before ? { before } : {}
  try {
    const { remarks, pages: _pages, ...listed } = await listServer(launchOf(manifest, options.servers), options.limit)
    const after: Snapshot = {
      id,
      capturedAt: options.today,
      source: { kind: 'package', name: manifest.package, version: manifest.version },
      ...listed,
    }
    const tooLarge = excess(after)
    if (tooLarge !== undefined) throw new Error(tooLarge)
    const status = writeSnapshot(options.catalogue, after)
    const ms = Math.round(performance.now() - started)
    return { id, status, tools: after.tools.length, ms, remarks, ...known, after }
  } catch (error) {
    const reason =
      error instanceof ProblemError
        ? error.problems.map(formatProblem).join(' ')
        : error instanceof Error
          ? error.message
          : String(error)
    const ms = Math.round(performance.now() - started)
    return { id, status: 'failed', tools: before?.tools.length ?? 0, ms, reason, remarks: [], ...known }
  }
}

function launchOf(manifest: Manifest, servers: string): Launch {
  const entry = join(servers, 'node_modules', manifest.package, manifest.entry)
  return { command: process.execPath, args: [entry, ...manifest.args], env: manifest.env }
}
