import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from 'recheck'
import { slowPatterns } from '../slow-patterns.ts'
import { patterns, short } from './patterns.ts'

const kept = new URL('patterns.checked.json', import.meta.url)

test('no text of any length makes a pattern of the rules slow', { timeout: 600_000 }, async () => {
  const all = patterns()
  assert.ok(all.length > 150)
  const long = all.filter(({ place }) => !short.some(([at]) => at.test(place)))
  assert.deepEqual(await slowPatterns(long, kept), [])
})

test('the search finds a slow pattern', async () => {
  const { status } = await check('^(a+)+$', '', { checker: 'fuzz', timeout: 20_000 })
  assert.equal(status, 'vulnerable')
})
