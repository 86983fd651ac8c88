import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { check } from 'recheck'
import { patterns, short } from './patterns.ts'

const kept = new URL('patterns.checked.json', import.meta.url)

// To look for a text that makes a pattern slow takes seconds, so verdicts are kept, by a digest of the pattern: only a
// pattern that was changed is searched anew. UPDATE_EXPECTED=1 searches and keeps.
test('no text of any length makes a pattern of the rules slow', { timeout: 600_000 }, async () => {
  const checked = new Set<string>(JSON.parse(readFileSync(kept, 'utf8')))
  const all = patterns()
  assert.ok(all.length > 150)
  const slow: string[] = []
  const safe: string[] = []
  for (const { place, source, flags, key } of all) {
    if (short.some(([at]) => at.test(place))) continue
    if (checked.has(key)) {
      safe.push(key)
      continue
    }
    const verdict = await check(source, flags, {
      checker: 'fuzz',
      timeout: 20_000,
      attackTimeout: 1000,
      incubationTimeout: 300,
    })
    if (verdict.status === 'safe') safe.push(key)
    else slow.push(`${place}: ${verdict.status === 'vulnerable' ? verdict.complexity.summary : 'no verdict'}`)
  }
  if (process.env['UPDATE_EXPECTED']) writeFileSync(kept, `${JSON.stringify([...new Set(safe)].sort(), null, 2)}\n`)
  assert.deepEqual(slow, [])
})

test('the search finds a slow pattern', async () => {
  const { status } = await check('^(a+)+$', '', { checker: 'fuzz', timeout: 20_000 })
  assert.equal(status, 'vulnerable')
})
