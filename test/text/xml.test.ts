import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { xmlDocument } from '../../src/text/xml.ts'
import { only, parseXml } from '../view/api/xml.ts'

const strings = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\r', '\n', '\t', '\0', '😀'),
  ),
})

// What XML 1.0 cannot hold. Source: www.w3.org/TR/xml, Char.
const allowed = (text: string) =>
  Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0
    const fits =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000
    return fits ? char : '\ufffd'
  }).join('')

test('a parser reads every text and attribute as it was given, but for characters that XML cannot hold', () => {
  fc.assert(
    fc.property(strings, strings, (text, value) => {
      const root = parseXml(
        xmlDocument({ name: 'a', attributes: { b: value }, children: [{ name: 'c', children: [text] }] }),
      )
      assert.equal(root.attributes['b'], allowed(value))
      assert.equal(only(root, 'c').text, allowed(text))
      assert.equal(root.children.length, 1)
    }),
    { numRuns: 500 },
  )
})

test('an element without children is closed at once', () => {
  assert.equal(xmlDocument({ name: 'a' }), '<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n')
  assert.equal(xmlDocument({ name: 'a', attributes: { n: 1 }, children: [''] }).split('\n')[1], '<a n="1"/>')
})
