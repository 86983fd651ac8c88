import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import { compareLock, readLock } from '../catalogue/lock.ts'
import { formatProblem, type Problem, ProblemError } from '../schema/problem.ts'
import { indexSite } from '../search/index-site.ts'
import { affectedServers } from '../view/advisories.ts'
import { plainText } from '../view/segments.ts'
import { type Site, site } from '../view/site.ts'
import { hasPictures } from '../view/urls.ts'
import { hostWords } from './host-limits.ts'
import { options } from './options.ts'
import { placeSite, refuseForeign } from './place-site.ts'
import { writeMachineFiles } from './write-machine-files.ts'
import { writePictures } from './write-pictures.ts'

/** What a build did, for the report. */
export interface Built {
  servers: number
  tools: number
  toolPages: number
  /** Why servers that have a snapshot are not on the site. */
  skipped: readonly Problem[]
  /** The servers whose version has a known vulnerability. */
  vulnerable: readonly string[]
  files: number
  bytes: number
  folder: string
  /** Step and seconds, in order. */
  steps: [string, number][]
}

/** `build [--unlocked]`: the site in dist/, from the snapshots. */
export async function buildCommand(argv: string[]): Promise<number> {
  const { unlocked = false } = options('build', argv, { unlocked: { type: 'boolean' } })
  printBuilt(await build(unlocked))
  return 0
}

/**
 * Builds the site in a folder of its own and puts it in its place when it is whole, so that builds may run at once.
 * @param unlocked builds even when snapshots and content/catalogue.lock disagree.
 * @throws {ProblemError} when there are no snapshots, the lock disagrees, a page is missing, or the place holds anything
 * that no build made.
 */
export async function build(unlocked = false): Promise<Built> {
  const steps: [string, number][] = []
  const timed = async <T>(name: string, run: () => T | Promise<T>): Promise<T> => {
    const started = performance.now()
    const result = await run()
    steps.push([name, (performance.now() - started) / 1000])
    return result
  }
  const paths = folders()
  const target = resolve(process.env['POLICYBOOK_OUT'] ?? 'dist')
  refuseForeign(target)
  const all = await timed('rate', () => site())
  if (all.servers.length === 0)
    throw new ProblemError([
      { where: paths.catalogue, what: 'there are no snapshots', fix: 'Run `npm run ingest` first.' },
    ])
  if (!unlocked) refuseUnlocked(all, paths.content)
  const work = workFolder(paths.work)
  let toolPages: number
  let size: { files: number; bytes: number }
  try {
    const made = join(work, 'site')
    await timed('pages', () => astroBuild(made))
    toolPages = countPages(all, made)
    if (hasPictures) await timed('pictures', () => writePictures(all, made))
    await timed('data', () => writeMachineFiles(all, made))
    await timed('search', () => indexSite(all, made))
    // Before it is in its place, where another build may put its own at any time.
    size = measure(made)
    placeSite(made, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  const [servers, tools, skipped] = [all.servers.length, all.tools.length, all.skipped ?? []]
  const vulnerable = affectedServers(all, all.servers)
  return { servers, tools, toolPages, skipped, vulnerable, ...size, folder: target, steps }
}

const HOST = hostname().replace(/[^A-Za-z0-9]/g, '')

/** A new folder for one build. Removes those of builds on this machine that were killed. */
function workFolder(folder: string): string {
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(folder)) {
    const [kind, host, pid] = entry.split('-')
    if (kind === 'build' && host === HOST && !isRunning(Number(pid)))
      rmSync(join(folder, entry), { recursive: true, force: true })
  }
  return mkdtempSync(join(folder, `build-${HOST}-${process.pid}-`))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The counts and times of a build. */
export function printBuilt({
  servers,
  tools,
  toolPages,
  skipped,
  vulnerable,
  files,
  bytes,
  folder,
  steps,
}: Built): void {
  for (const [name, seconds] of steps) console.log(`  ${name.padEnd(8)} ${seconds.toFixed(1)} s`)
  for (const problem of skipped) console.error(plainText(formatProblem(problem)))
  for (const line of vulnerable) console.log(`Known vulnerability: ${line}`)
  const left =
    skipped.length > 0 ? `, ${skipped.length === 1 ? '1 server' : `${count(skipped.length)} servers`} left out` : ''
  console.log(`${count(servers)} servers, ${count(tools)} tools, ${count(toolPages)} tool pages${left}`)
  console.log(`${count(files)} files, ${(bytes / 1e6).toFixed(1)} MB in ${folder}`)
  console.log(hostWords({ files, bytes }))
}

const count = (number: number) => number.toLocaleString('en')

function refuseUnlocked(all: Site, content: string): void {
  const lock = readLock(content)
  const differences = compareLock(
    lock,
    all.servers.map(({ snapshot }) => snapshot),
  ).filter(({ kind }) => kind !== 'server-removed')
  if (differences.length === 0) return
  const problems: Problem[] = differences.map(({ server, tool, kind }) => ({
    where: `content/catalogue.lock: ${server}${tool === undefined ? '' : ` / ${tool}`}`,
    what: WHAT[kind],
    fix: 'Read what changed (`npm run ingest`), then accept it with `npm run ingest -- --accept` or build with --unlocked.',
  }))
  throw new ProblemError(problems)
}

const WHAT = {
  added: 'the snapshot has a tool that was never accepted',
  removed: 'the snapshot lacks a tool that was accepted',
  changed: 'the definition in the snapshot is not the one that was accepted',
  'server-added': 'the server was never accepted',
  'server-removed': 'the server has no snapshot',
}

async function astroBuild(out: string): Promise<void> {
  const child = spawn(process.execPath, [resolve('node_modules/astro/bin/astro.mjs'), 'build', '--silent'], {
    env: { ...process.env, POLICYBOOK_OUT: out, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: 'inherit',
  })
  const status = await new Promise<number | null>((done) => child.on('close', done))
  if (status !== 0)
    throw new ProblemError([
      { where: 'astro build', what: `the pages could not be built (exit ${status})`, fix: 'Read the lines above.' },
    ])
}

/** Counts in must equal counts out: every tool has its page, and no page is without a tool. */
function countPages(all: Site, out: string): number {
  const problems: Problem[] = []
  let pages = 0
  for (const server of all.servers) {
    const folder = join(out, 'servers', server.id)
    const wanted = new Set(server.tools.map(({ slug }) => `${slug}.html`))
    const found = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.html')) : []
    pages += found.length
    for (const file of found)
      if (!wanted.delete(file))
        problems.push({
          where: join(folder, file),
          what: 'a page without a tool',
          fix: 'Report this as a fault of policybook.',
        })
    for (const file of wanted)
      problems.push({
        where: join(folder, file),
        what: 'a tool without a page',
        fix: 'Report this as a fault of policybook.',
      })
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return pages
}

function measure(folder: string): { files: number; bytes: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return {
    files: files.length,
    bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  }
}
