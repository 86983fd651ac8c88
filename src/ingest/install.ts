import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '../schema/problem.ts'

/**
 * Installs what a folder's lockfile pins into another folder, without running scripts of packages. Does nothing when that
 * lockfile is what was installed there last.
 * @param from the folder with package.json and package-lock.json.
 * @param into gets node_modules.
 * @returns whether anything was installed.
 * @throws {ProblemError} with the end of npm's own words.
 */
export async function installLocked(from: string, into: string): Promise<boolean> {
  const lock = join(from, 'package-lock.json')
  if (!existsSync(lock))
    throw new ProblemError([
      { where: lock, what: 'the lockfile is missing', fix: 'Restore it: only pinned versions are run.' },
    ])
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex')
  const mark = join(into, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return false
  rmSync(mark, { force: true })
  mkdirSync(into, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(from, file), join(into, file))
  await npm(into)
  writeFileSync(mark, digest)
  return true
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
        what: `npm could not install what it pins (${status}): ${said.trim()}`,
        fix: 'Check that the npm registry can be reached, then run this again.',
      },
    ])
}
