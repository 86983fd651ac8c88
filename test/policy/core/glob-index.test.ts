import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchesGlob } from '../../../src/policy/core/glob.ts'
import { GlobIndex } from '../../../src/policy/core/glob-index.ts'

test('a pattern is found by those that it covers, and by no others', () => {
  const index = new GlobIndex<string>()
  for (const pattern of ['a_*', 'a_b', '*x', 'a*c*']) index.add(pattern, pattern)
  assert.deepEqual(
    ['a_b', 'a_c', 'a_*', 'a_c*', 'a', 'b', '*', 'xx', 'a*c*', 'abcd'].map((pattern) => index.over(pattern)),
    ['a_b', 'a_*', 'a_*', 'a_*', undefined, undefined, undefined, undefined, 'a*c*', undefined],
  )
  assert.deepEqual([...index.allOver('a_b')], ['a_b', 'a_*'])
})

test('whatever a pattern matches is matched by what is found over it', () => {
  const piece = fc.constantFrom('a', 'b', '_', '*', '?')
  const pattern = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''))
  const text = fc.array(fc.constantFrom('a', 'b', '_'), { maxLength: 6 }).map((parts) => parts.join(''))
  let found = 0
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 6 }), pattern, text, (wide, narrow, sample) => {
      const index = new GlobIndex<string>()
      for (const one of wide) index.add(one, one)
      const over = index.over(narrow)
      if (over === undefined || !matchesGlob(narrow, sample)) return
      found++
      assert.ok(matchesGlob(over, sample), `${over} over ${narrow}: ${sample}`)
    }),
    { numRuns: 5000 },
  )
  assert.ok(found > 100, String(found))
})
