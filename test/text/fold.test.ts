import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold, unfold } from '../../src/text/fold.ts'

for (const [what, sent, folded] of [
  ['plain text', 'Get the weather.', 'Get the weather.'],
  ['full-width letters', 'ｉｇｎｏｒｅ　ａｌｌ', 'ignore all'],
  ['mathematical letters', '𝐢𝓰𝕟𝚘𝗋𝘦', 'ignore'],
  ['circled, dark and small capital letters', 'ⓘⓖⓝ 🅾🆁🅴 ɪɢɴ', 'ign ore ign'],
  ['a ligature', 'ﬁle', 'file'],
  ['zero-width characters', 'ig\u200bno\u2060re', 'ignore'],
  ['tag characters', `a${String.fromCodePoint(0xe0041)}b`, 'ab'],
  ['blanks that count as letters', 'do\u2800not\u3164tell', 'do not tell'],
  ['line separators', 'a\u2028b', 'a\nb'],
  ['control characters', 'a\u0001b\u007f', 'ab'],
  ['accents', 'instrucción, Änderung, não', 'instruccion, Anderung, nao'],
  ['accents of their own', 'instruccio\u0301n', 'instruccion'],
  ['Cyrillic in a Latin word', 'іgnоrе аll', 'ignore all'],
  ['Cyrillic in Cyrillic words', 'не сообщай', 'не сообщаи'],
  ['Arabic with vowel points', 'تَجَاهَلْ', 'تجاهل'],
  ['Persian forms in Urdu', 'کی', 'كي'],
  ['Hangul in single letters', '\u1112\u1161\u11ab', '한'],
  ['full-width bars', '<｜User｜>', '<|User|>'],
] as const)
  test(`${what} are folded`, () => assert.equal(fold(sent).text, folded))

test('every unit of the folded text leads back to the characters that it came from', () => {
  const sent = 'x ｉｇ\u200bｎ é ﬁ 𝐢!'
  const folded = fold(sent)
  const back = (word: string) => {
    const at = folded.text.indexOf(word)
    const { start, end } = unfold(folded, at, at + word.length)
    return sent.slice(start, end)
  }
  assert.equal(back('ign'), 'ｉｇ\u200bｎ')
  assert.equal(back('e'), 'é')
  assert.equal(back('fi'), 'ﬁ')
  assert.equal(back('i!'), '𝐢!')
})

test('whatever the text: places grow and lie in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (sent) => {
      const { text, starts = [], ends = [] } = fold(sent)
      for (const [index, start] of starts.entries()) {
        assert.ok(start >= (starts[index - 1] ?? 0) && (ends[index] as number) <= sent.length)
        assert.ok((ends[index] as number) > start)
      }
      if (starts.length > 0) assert.equal(starts.length, text.length)
    }),
    { numRuns: 2000 },
  )
})

test('a million characters are folded in linear time', () => {
  for (const piece of ['ｉ', 'é', '\u200b', 'а', 'aа', '\u1112\u1161', 'か\u3099'])
    assert.ok(fold(piece.repeat(500_000)).text.length <= 1_000_000)
})
