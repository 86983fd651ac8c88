import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * A real headless Chromium: the one that POLICYBOOK_CHROMIUM names, or the one that comes through npm, which brings the
 * libraries that a bare Linux lacks.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['POLICYBOOK_CHROMIUM'] ?? (await unpack())
  // Not the package's own arguments: they run everything in one process, which ends with the first page that is closed.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true })
}

async function unpack(): Promise<string> {
  const before = process.env['TMPDIR']
  // Unpacked beside the checkout: a browser of another version that lies in the shared folder would be taken as it is.
  const folder = resolve('.policybook/browser')
  mkdirSync(folder, { recursive: true })
  process.env['TMPDIR'] = folder
  // The package unpacks its libraries where it believes itself on Amazon Linux, and this is how it tells.
  if (process.platform === 'linux' && !hasLibraries()) process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

function hasLibraries(): boolean {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  return (stdout ?? '').includes('libnss3.so')
}
