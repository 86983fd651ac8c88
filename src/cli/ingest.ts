import { parseArgs } from 'node:util'
import { Listr } from 'listr2'
import { evaluationFolders, folders } from '../catalogue/folder.ts'
import { changedFields, compareLock, type Difference, readLock, toolsByKey, writeLock } from '../catalogue/lock.ts'
import { readManifests } from '../catalogue/read-manifests.ts'
import { readCatalogue } from '../catalogue/snapshots.ts'
import { type IngestOptions, ingestServer, type Outcome } from '../ingest/ingest.ts'
import { installLocked } from '../ingest/install.ts'
import { networkCut } from '../ingest/sandbox.ts'
import type { Manifest } from '../schema/manifest.ts'
import { formatProblem, ProblemError } from '../schema/problem.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { plainText } from '../view/segments.ts'

/**
 * `ingest [id…] [--accept] [--no-install] [--evaluation]`: lists the servers and writes what they say. With `--accept` the
 * lock takes what these servers said, and nothing of others. With `--evaluation` they are the ones that the labelled set
 * draws on beside the catalogue's own; the site does not show them.
 * @returns 1 when a required server or every server failed.
 */
export async function ingestCommand(argv: string[]): Promise<number> {
  const { accept, noInstall, evaluation, ids } = read(argv)
  const paths = evaluation ? evaluationFolders(folders()) : folders()
  const all = readManifests(paths.content)
  const unknown = ids.filter((id) => !all.has(id))
  if (unknown.length > 0)
    throw new ProblemError(
      unknown.map((id) => ({
        where: `ingest ${id}`,
        what: 'there is no such manifest',
        fix: `Use the name of a file in ${paths.content}/servers.`,
      })),
    )
  const chosen = [...all].filter(([id]) => ids.length === 0 || ids.includes(id))
  const began = performance.now()
  if (!noInstall) console.log('Installing the servers …')
  const folder = `${paths.cache}/servers`
  const installed = !noInstall && (await installLocked(`${paths.content}/servers`, folder))
  const listing = performance.now()
  console.log(
    networkCut().length > 0
      ? 'Servers are started without a network.'
      : 'This system does not let servers be started without a network: they can reach it.',
  )
  const today = new Date().toISOString().slice(0, 10)
  const outcomes = await run(chosen, { catalogue: paths.catalogue, servers: folder, today })
  const done = performance.now()

  const { snapshots, skipped } = readCatalogue(paths.catalogue)
  const lock = readLock(paths.content)
  if (evaluation) {
    // The labels name the definitions by digest, so they are the lock of these servers.
  } else {
    const listed = new Set(outcomes.flatMap(({ id, status }) => (status === 'failed' ? [] : [id])))
    if (accept) acceptListed(paths.content, snapshots, listed, ids.length === 0 ? new Set(all.keys()) : undefined)
    printDifferences(
      compareLock(accept ? readLock(paths.content) : lock, snapshots),
      outcomes,
      !accept && Object.keys(lock.servers).length === 0,
    )
  }

  const failed = outcomes.filter(({ status }) => status === 'failed')
  for (const { id, reason, before } of failed)
    console.error(
      `✖ ${id}: ${plainText(reason ?? '')}.${before ? ` The snapshot of ${before.capturedAt} is kept.` : ''}`,
    )
  for (const problem of skipped) console.error(plainText(formatProblem(problem)))
  const tools = outcomes.reduce((sum, outcome) => sum + (outcome.status === 'failed' ? 0 : outcome.tools), 0)
  const install = installed ? `installed in ${seconds(listing - began)}` : 'already installed'
  console.log(
    `${outcomes.length - failed.length} of ${outcomes.length} servers, ${tools.toLocaleString('en')} tools; ${install}, listed in ${seconds(done - listing)}`,
  )
  const allFailed = failed.length > 0 && failed.length === outcomes.length
  return allFailed || failed.some(({ id }) => all.get(id)?.required) ? 1 : 0
}

/**
 * Accepts what the servers of this run said. A server that was not asked, or did not answer, keeps what was accepted of it.
 * @param known the servers that there are; the lock forgets the others. All of them stay when absent.
 */
function acceptListed(
  content: string,
  snapshots: readonly Snapshot[],
  listed: ReadonlySet<string>,
  known: ReadonlySet<string> | undefined,
): void {
  const accepted = snapshots.filter(({ id }) => listed.has(id))
  if (accepted.length > 0) writeLock(content, accepted, known)
  const names = accepted.map(({ id }) => id).join(', ')
  console.log(
    accepted.length > 0
      ? `${content}/catalogue.lock now holds what these servers say: ${names}.`
      : 'Nothing was accepted: no server could be listed.',
  )
}

function read(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { accept: { type: 'boolean' }, 'no-install': { type: 'boolean' }, evaluation: { type: 'boolean' } },
      allowPositionals: true,
    })
    return {
      accept: values.accept ?? false,
      noInstall: values['no-install'] ?? false,
      evaluation: values.evaluation ?? false,
      ids: positionals,
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new ProblemError([{ where: 'ingest', what, fix: 'It takes ids, --accept, --no-install and --evaluation.' }])
  }
}

async function run(chosen: [string, Manifest][], options: IngestOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const tasks = new Listr(
    chosen.map(([id, manifest]) => ({
      title: id,
      task: async (_: unknown, task: { title: string | undefined }) => {
        const outcome = await ingestServer(id, manifest, options)
        outcomes.push(outcome)
        const remarks = outcome.remarks.map((remark) => ` (${plainText(remark)})`).join('')
        task.title = `${id}: ${outcome.status === 'failed' ? 'failed' : `${outcome.tools} tools, ${outcome.status}`}, ${outcome.ms} ms${remarks}`
        if (outcome.status === 'failed') throw new Error(plainText(outcome.reason ?? ''))
      },
    })),
    {
      concurrent: 4,
      exitOnError: false,
      renderer: process.stdout.isTTY ? 'default' : 'silent',
    },
  )
  await tasks.run()
  outcomes.sort((a, b) => (a.id < b.id ? -1 : 1))
  if (!process.stdout.isTTY)
    for (const { id, status, tools, ms, remarks } of outcomes)
      console.log(
        `${status === 'failed' ? '✖' : '✔'} ${id}: ${status === 'failed' ? 'failed' : `${tools} tools, ${status}`}, ${ms} ms${remarks.map((remark) => ` (${plainText(remark)})`).join('')}`,
      )
  return outcomes
}

function printDifferences(differences: Difference[], outcomes: Outcome[], fresh: boolean): void {
  const relevant = differences.filter(({ kind }) => kind !== 'server-removed')
  if (relevant.length === 0) return
  if (fresh) console.log('There is no catalogue.lock yet.')
  else
    for (const { server, tool, kind } of relevant) {
      const name = tool === undefined ? server : `${server} / ${plainText(tool)}`
      const sign = kind.endsWith('added') ? '+' : kind === 'changed' ? '~' : '-'
      console.log(`${sign} ${name}${kind === 'changed' ? fieldsOf(server, tool as string, outcomes) : ''}`)
    }
  console.log('To accept what the servers say now, run this again with --accept.')
}

/** The members that changed since the last snapshot; the lock itself holds digests only. */
function fieldsOf(server: string, tool: string, outcomes: Outcome[]): string {
  const outcome = outcomes.find(({ id }) => id === server)
  const before = outcome?.before && toolsByKey(outcome.before).get(tool)
  const after = outcome?.after && toolsByKey(outcome.after).get(tool)
  const fields = before && after ? changedFields(before, after) : []
  return fields.length > 0 ? `: ${plainText(fields.join(', '))}` : ''
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
