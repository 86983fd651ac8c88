import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

// No measure of speed: two minutes are a hundred times what it takes, and less than one pattern needs that backtracks.
test('texts of up to ten million characters are read to the end', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['test/risk/long-texts.ts'], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  assert.equal(stdout, 'done\n', stderr || 'it was still reading after two minutes')
})
