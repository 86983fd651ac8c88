import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parse } from '../schema/parse.ts'
import { ProblemError } from '../schema/problem.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { type Json, objectOf, type Tool } from '../schema/tool.ts'
import { pointerPart } from '../text/json-pointer.ts'
import { isSame } from '../text/same-json.ts'
import { toolDigest } from './digest.ts'
import { writeWhole } from './snapshots.ts'

/** Members of one definition that are named as changed. */
const MOST = 20

const lockSchema = z.strictObject({
  version: z.literal(1),
  // Not a record of zod's, which drops a tool that is named __proto__.
  servers: z.record(z.string(), z.custom<Record<string, string>>(isDigests, 'must hold a SHA-256 for every tool')),
})

function isDigests(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => /^[0-9a-f]{64}$/.test(one))
}

/** What the servers said when last accepted: server id → tool name → digest. A repeated name counts on: `name#2`. */
export type Lock = z.output<typeof lockSchema>

/** One way in which snapshots and lock disagree. */
export interface Difference {
  server: string
  /** Absent where the whole server is new or gone. */
  tool?: string
  kind: 'added' | 'removed' | 'changed' | 'server-added' | 'server-removed'
}

/**
 * The committed lock, empty when there is none yet.
 * @throws {ProblemError} when the file is no lock.
 */
export function readLock(content: string): Lock {
  const path = join(content, 'catalogue.lock')
  if (!existsSync(path)) return { version: 1, servers: {} }
  const fix = 'Restore the file, or write it anew with `npm run ingest -- --accept`.'
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ProblemError([{ where: path, what: error instanceof Error ? error.message : String(error), fix }])
  }
  return parse(lockSchema, value, path, fix)
}

/**
 * Writes the lock for these snapshots, sorted, whole or not at all. Servers that have no snapshot here stay as they were.
 * @param known the servers that there are; others are dropped, and none where it is left out.
 */
export function writeLock(content: string, snapshots: readonly Snapshot[], known?: ReadonlySet<string>): void {
  const servers = new Map(Object.entries(readLock(content).servers).filter(([id]) => known?.has(id) ?? true))
  for (const snapshot of snapshots) servers.set(snapshot.id, digests(snapshot))
  const sorted = Object.fromEntries([...servers].sort(([a], [b]) => (a < b ? -1 : 1)))
  writeWhole(join(content, 'catalogue.lock'), `${JSON.stringify({ version: 1, servers: sorted }, null, 1)}\n`)
}

/** Where snapshots and lock disagree, by server and tool. */
export function compareLock(lock: Lock, snapshots: readonly Snapshot[]): Difference[] {
  const result: Difference[] = []
  const present = new Map(snapshots.map((snapshot) => [snapshot.id, digests(snapshot)]))
  for (const server of [...new Set([...Object.keys(lock.servers), ...present.keys()])].sort()) {
    const before = Object.hasOwn(lock.servers, server) ? lock.servers[server] : undefined
    const now = present.get(server)
    if (!before) result.push({ server, kind: 'server-added' })
    else if (!now) result.push({ server, kind: 'server-removed' })
    else
      for (const tool of [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()) {
        const [old, fresh] = [own(before, tool), own(now, tool)]
        if (old !== fresh) result.push({ server, tool, kind: old ? (fresh ? 'changed' : 'removed') : 'added' })
      }
  }
  return result
}

const own = <T>(record: Record<string, T>, key: string) => (Object.hasOwn(record, key) ? record[key] : undefined)

/** JSON pointers of the members in which two definitions differ, deepest first difference only, at most 20. */
export function changedFields(before: Tool, after: Tool): string[] {
  const result: string[] = []
  const open: [Json | undefined, Json | undefined, string][] = [[before, after, '']]
  for (let next = open.pop(); next && result.length < MOST; next = open.pop()) {
    const [a, b, path] = next
    const [left, right] = [objectOf(a), objectOf(b)]
    if (!left || !right) {
      if (!isSame(a, b)) result.push(path)
      continue
    }
    // The last that is added is the next that is looked at.
    for (const key of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().reverse())
      open.push([own(left, key), own(right, key), `${path}/${pointerPart(key)}`])
  }
  return result
}

/** The tools of a snapshot by their key in the lock. */
export function toolsByKey(snapshot: Snapshot): Map<string, Tool> {
  const seen = new Map<string, number>()
  return new Map(
    snapshot.tools.map((tool) => {
      const count = (seen.get(tool.name) ?? 0) + 1
      seen.set(tool.name, count)
      return [count === 1 ? tool.name : `${tool.name}#${count}`, tool]
    }),
  )
}

function digests(snapshot: Snapshot): Record<string, string> {
  const entries = [...toolsByKey(snapshot)].map(([key, tool]) => [key, toolDigest(tool)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
