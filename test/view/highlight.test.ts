import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { highlight } from '../../src/view/highlight.ts'

const SAMPLES = [
  ['yaml', 'tools:\n  - name: "a\\nb" # all\n    allow: true\n'],
  ['json', '{ "a": ["b\\n", 1, true], "c": { "d": null } }\n'],
  ['toml', '[[rule]]\ntool = "a"\npriority = 500 # first\n'],
  ['nginx', 'map $a $b { "~^x$" 1; default 0; }\n'],
  ['shellscript', 'copilot --deny-tool \'a(b)\' "$HOME"\n'],
  ['typescript', 'const a: string = `b${1}` // c\n'],
] as const

test('code is cut into the same runs however slow the machine is', async (t) => {
  const quick = await Promise.all(SAMPLES.map(([language, code]) => highlight(code, language)))
  for (const lines of quick) assert.ok(lines.flat().some(({ kind }) => kind !== 'plain'))
  // A clock on which every look takes a second.
  let now = Date.now()
  t.mock.method(Date, 'now', () => (now += 1000))
  t.mock.method(performance, 'now', () => (now += 1000))
  assert.deepEqual(await Promise.all(SAMPLES.map(([language, code]) => highlight(code, language))), quick)
})

test('a line of any length is kept whole', async () => {
  const code = JSON.stringify({ a: 'x\n'.repeat(100_000) })
  const [line = []] = await highlight(code, 'json')
  assert.equal(line.map(({ text }) => text).join(''), code)
})

test('Astro highlights nothing by itself', () => {
  assert.match(readFileSync('astro.config.mjs', 'utf8'), /syntaxHighlight: false/)
})
