import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compare } from '../../src/text/compare.ts'
import { keysOfPointer, pointerPart } from '../../src/text/json-pointer.ts'

// The examples of RFC 6901, section 5.
test('pointers are read as the RFC says', () => {
  const document = ['', '/foo', '/foo/0', '/', '/a~1b', '/c%d', '/e^f', '/g|h', '/i\\j', '/k"l', '/ ', '/m~0n']
  assert.deepEqual(document.map(keysOfPointer), [
    [],
    ['foo'],
    ['foo', '0'],
    [''],
    ['a/b'],
    ['c%d'],
    ['e^f'],
    ['g|h'],
    ['i\\j'],
    ['k"l'],
    [' '],
    ['m~n'],
  ])
})

test('whatever the keys, a pointer made of them gives them back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('~1', '~0', '/', '~', '~01'))), (keys) => {
      assert.deepEqual(keysOfPointer(keys.map((key) => `/${pointerPart(key)}`).join('')), keys)
    }),
  )
})

test('texts are ordered by their units, not by a locale', () => {
  assert.deepEqual(['ä', 'b', 'B', 'a', 'a'].sort(compare), ['B', 'a', 'a', 'b', 'ä'])
})
