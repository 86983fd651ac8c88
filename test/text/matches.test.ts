import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesOf } from '../../src/text/matches.ts'

test('the matches are those of matchAll, whatever was searched before', () => {
  for (const [regex, text] of [
    [/[a-z]+/g, 'one two, three'],
    [/x/g, 'none'],
    [/\b/g, 'ab cd'],
    [/\p{L}/gu, 'a😀é'],
  ] as const) {
    regex.lastIndex = 3
    const found = matchesOf(regex, text)
    assert.deepEqual(
      found.map((one) => [one[0], one.index]),
      [...text.matchAll(new RegExp(regex))].map((one) => [one[0], one.index]),
    )
    assert.deepEqual(matchesOf(regex, text, 1), found.slice(0, 1))
  }
})

test('an expression that is not global is refused', () => {
  assert.throws(() => matchesOf(/a/, 'a'), TypeError)
})
