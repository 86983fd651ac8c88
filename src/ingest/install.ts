import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '../schema/problem.ts'

/**
 * Installs the pinned packages of content/servers into <cache>/servers, without running their scripts. Does nothing when
 * that lockfile is what was installed last.
 * @returns the folder that holds node_modules, and whether anything was installed.
 * @throws {ProblemError} with the end of npm's own words.
 */
export async function installServers(content: string, cache: string): Promise<{ folder: string; installed: boolean }> {
  const folder = join(cache, 'servers')
  const lock = join(content, 'servers/package-lock.json')
  if (!existsSync(lock))
    throw new ProblemError([
      { where: lock, what: 'the lockfile is missing', fix: 'Restore it: servers run only at pinned versions.' },
    ])
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex')
  const mark = join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return { folder, installed: false }
  rmSync(mark, { force: true })
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(content, 'servers', file), join(folder, file))
  await npm(folder)
  writeFileSync(mark, digest)
  return { folder, installed: true }
}

async function npm(folder: string): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-2000)
    })
  const status = await new Promise<number | string | null>((done) => {
    child.on('close', done)
    child.on('error', (error) => done(error.message))
  })
  if (status !== 0)
    throw new ProblemError([
      {
        where: join(folder, 'package-lock.json'),
        what: `npm could not install the servers (${status}): ${said.trim()}`,
        fix: 'Check that the npm registry can be reached, then run this again.',
      },
    ])
}
