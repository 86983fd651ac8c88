import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainText, segments } from '../../src/view/segments.ts'

test('the runs joined are the text, whatever the marks', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.record({ start: fc.nat(40), end: fc.nat(40), id: fc.nat(9) }), { maxLength: 5 }),
      (text, marks) => {
        assert.equal(
          segments(text, marks)
            .map((run) => run.text)
            .join(''),
          text,
        )
      },
    ),
  )
})

test('a mark covers exactly its characters', () => {
  const marked = segments('delete the file', [{ start: 0, end: 6, id: 1 }])
  assert.deepEqual(marked, [
    { text: 'delete', marks: [1] },
    { text: ' the file', marks: [] },
  ])
})

test('overlapping marks cut each other', () => {
  const runs = segments('abcd', [
    { start: 0, end: 3, id: 1 },
    { start: 2, end: 4, id: 2 },
  ])
  assert.deepEqual(
    runs.map(({ text, marks }) => [text, marks]),
    [
      ['ab', [1]],
      ['c', [1, 2]],
      ['d', [2]],
    ],
  )
})

for (const [what, char, label] of [
  ['zero-width space', '\u200b', 'U+200B'],
  ['right-to-left override', '\u202e', 'U+202E'],
  ['tag letter', '\u{e0041}', 'U+E0041'],
  ['escape', '\u001b', 'U+001B'],
  ['NUL', '\0', 'U+0000'],
  ['lone surrogate', '\ud800', 'U+D800'],
] as const)
  test(`a ${what} is named`, () => {
    assert.deepEqual(segments(`a${char}b`), [
      { text: 'a', marks: [] },
      { text: char, marks: [], hidden: label },
      { text: 'b', marks: [] },
    ])
    assert.equal(plainText(`a${char}b`), `a[${label}]b`)
  })

test('line breaks, tabs and Chinese text are not hidden', () => {
  const text = 'a\n\tb 查询'
  assert.deepEqual(segments(text), [{ text, marks: [] }])
})
