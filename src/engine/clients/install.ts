import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs the clients that content/clients pins into the folder, without running their scripts, unless they are there. They take about
 * 1 GB and no account.
 * @throws {Error} with the end of npm's own words.
 */
export function installClients(content: string, folder: string): void {
  const digest = createHash('sha256')
    .update(readFileSync(join(content, 'clients/package-lock.json')))
    .digest('hex')
  const mark = join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  rmSync(mark, { force: true })
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(content, 'clients', file), join(folder, file))
  const { status, stderr } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`the clients could not be installed into ${folder}: ${stderr.slice(-2000).trim()}`)
  writeFileSync(mark, digest)
}
