import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// Memory is a file system of its own on most Linux machines.
const elsewhere = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

test('two builds at once both end well, with site and cache on another file system', async () => {
  const [folder, far] = [tmpdir(), elsewhere].map((parent) => mkdtempSync(join(parent, 'policybook-build-'))) as [
    string,
    string,
  ]
  try {
    const out = join(far, 'site')
    const [plain] = snapshots as [Snapshot]
    const huge = { ...plain, id: 'huge', tools: [{ name: 'a'.repeat(60_000) }] }
    const env = {
      ...process.env,
      ...writeCatalogue(folder, [plain, huge]),
      POLICYBOOK_CACHE: join(far, 'cache'),
      POLICYBOOK_OUT: out,
    }
    const build = async () => {
      const child = spawn(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], { env })
      const ended = new Promise((done) => child.on('close', done))
      const [, said] = await Promise.all([text(child.stdout), text(child.stderr)])
      return { status: await ended, said }
    }
    for (const { status, said } of await Promise.all([build(), build()])) {
      assert.equal(status, 0, said)
      // A server that is too large stops nothing, and is named.
      assert.match(said, /^[^\n]*huge\.json: the server is left out: [^\n]*60,000 characters[^\n]*\n$/)
    }
    assert.deepEqual(
      readdirSync(join(out, 'servers')).filter((file) => /huge/.test(file)),
      [],
    )
    assert.equal(readdirSync(join(out, 'servers/plain')).filter((file) => file.endsWith('.html')).length, 4)
    assert.ok(existsSync(join(out, 'pagefind/pagefind.js')))
    assert.deepEqual(readdirSync(far), ['site'], 'nothing is left beside it')
  } finally {
    for (const one of [folder, far]) rmSync(one, { recursive: true, force: true })
  }
})
