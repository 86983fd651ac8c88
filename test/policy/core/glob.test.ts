import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchesGlob } from '../../../src/policy/core/glob.ts'

/** The same by a regular expression, which is slow on hostile patterns. */
function matchesSlowly(pattern: string, text: string): boolean {
  const source = [...pattern].map((char) =>
    char === '*' ? '.*' : char === '?' ? '.' : `\\u{${char.codePointAt(0)?.toString(16)}}`,
  )
  return new RegExp(`^${source.join('')}$`, 'su').test(text)
}

test('a glob matches what its regular expression matches', () => {
  const few = (chars: string, maxLength: number) =>
    fc.array(fc.constantFrom(...chars), { maxLength }).map((letters) => letters.join(''))
  fc.assert(
    fc.property(few('ab*?_', 8), few('ab_\n', 10), (pattern, text) => {
      assert.equal(matchesGlob(pattern, text), matchesSlowly(pattern, text), JSON.stringify([pattern, text]))
    }),
    { numRuns: 3000 },
  )
})

test('a hostile pattern takes no time', () => {
  const began = performance.now()
  assert.equal(matchesGlob(`${'a*'.repeat(500)}b`, 'a'.repeat(5_000)), false)
  assert.ok(performance.now() - began < 1_000)
})
