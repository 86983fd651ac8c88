import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeUnseen } from '../../src/policy/core/escape.ts'
import { unseenRuns } from '../../src/text/invisible.ts'
import { plainText, segments } from '../../src/view/segments.ts'

const points = Array.from({ length: 0x110000 }, (_, point) => point)
const among = (point: number) => `a${String.fromCodePoint(point)}b`

test('findings, pages and snippets hide the same of all code points: none is missing in one of them', () => {
  const unseen = points.filter((point) => unseenRuns(among(point)).length > 0)
  const named = points.filter((point) => segments(among(point)).some(({ hidden }) => hidden !== undefined))
  const escaped = points.filter((point) => escapeUnseen(among(point), 'json') !== among(point))
  assert.deepEqual(named, unseen)
  assert.deepEqual(escaped, unseen)
})

test('what Unicode calls default ignorable, format, control, separator, surrogate or noncharacter is on the list', () => {
  const drawn = new Set([0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd])
  for (const point of [9, 10, 13]) drawn.add(point)
  const wanted =
    /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\u2800\u3164\uffa0\u115f\u1160\u{1d159}]/u
  assert.deepEqual(
    points.filter(
      (point) =>
        (unseenRuns(among(point)).length === 1) !== (wanted.test(String.fromCodePoint(point)) && !drawn.has(point)),
    ),
    [0xfffc, 0x13441, 0x13442, 0x16fe4],
  )
})

test('letters, digits, marks, punctuation and symbols that are drawn are not on it', () => {
  const drawn = /[\p{L}\p{N}\p{P}\p{S}\p{Mc}\p{Zs}]/u
  const blank = /[\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\ufffc\u{13441}\u{13442}]/u
  const wrong = points.filter((point) => {
    const char = String.fromCodePoint(point)
    return drawn.test(char) && !blank.test(char) && unseenRuns(among(point)).length > 0
  })
  assert.deepEqual(wrong, [])
})

for (const [what, text] of [
  ['a family of emoji', '👩‍👩‍👧'],
  ['an emoji with a skin tone and a job', '👩🏽‍🚒 and 🏳️‍🌈, 🏴‍☠️, 👁️‍🗨️'],
  ['the flag of England', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['the flag of Scotland', 'See 🏴󠁧󠁢󠁳󠁣󠁴󠁿.'],
  ['emoji and text style', '❤️ ✔︎ ☀️ ▶️ ©️ ™️'],
  ['a keycap', '1️⃣ #️⃣'],
  ['Persian with its joiner', 'می‌خواهم'],
  ['Hindi with its joiner', 'क्‍ष and न्‌'],
  ['a right-to-left mark behind Arabic', 'Get الطقس weather.\u200f'],
  ['a variant of an ideograph', '葛\u{e0100}城市'],
  ['a byte order mark at the start', '\ufeffGet the weather.'],
  ['Mongolian with a vowel separator', 'ᠨ\u180eᠠ'],
] as const)
  test(`${what} is left as it is`, () => {
    assert.deepEqual(unseenRuns(text), [])
    assert.equal(plainText(text), text)
  })

for (const [what, text, kind] of [
  ['text in tag characters behind a flag', `🏴${String.fromCodePoint(0xe0069, 0xe0067, 0xe006e, 0xe007f)}`, 'tag'],
  ['the flag of England with more behind it', `🏴󠁧󠁢󠁥󠁮󠁧󠁿${String.fromCodePoint(0xe0069)}`, 'tag'],
  ['a joiner between Latin letters', 'pass\u200dword', 'invisible'],
  ['a joiner behind a space in Hindi', 'क \u200dष', 'invisible'],
  ['a style selector behind a letter', 'a\ufe0fb', 'invisible'],
  ['two selectors in a row, as they carry bytes', '😀\ufe0f\ufe0f', 'invisible'],
  ['selectors that carry bytes behind an emoji', '😀\u{e0155}\u{e0120}', 'invisible'],
  ['a digit with a selector and no key', '1\ufe0f2', 'invisible'],
  ['a right-to-left mark in English', 'Get\u200f weather', 'invisible'],
  ['an override', 'a\u202eb', 'bidi'],
  ['an isolate in Arabic', 'الطقس\u2067a\u2069', 'bidi'],
  ['a terminal escape', '\u001b[31m', 'control'],
  ['a line separator', 'a\u2028b', 'invisible'],
  ['a Hangul filler', 'a\u3164b', 'invisible'],
  ['an empty braille cell', 'a\u2800b', 'invisible'],
  ['a byte order mark in the middle', 'a\ufeffb', 'invisible'],
] as const)
  test(`${what} is unseen: ${kind}`, () => {
    const runs = unseenRuns(text)
    assert.equal(runs[0]?.kind, kind)
    assert.notEqual(plainText(text), text)
  })

test('neighbours of one kind are one run, and runs are where the characters are', () => {
  assert.deepEqual(unseenRuns('a\u200b\u2060b\u202ec'), [
    { start: 1, end: 3, kind: 'invisible' },
    { start: 4, end: 5, kind: 'bidi' },
  ])
})

test('a name prints as one line, whatever it holds', () => {
  const forged = 'a\n✔ github: 26 tools\r\u2028\u2029\u0085\u000bend\tx'
  assert.equal(plainText(forged), 'a[U+000A]✔ github: 26 tools[U+000D][U+2028][U+2029][U+0085][U+000B]end[U+0009]x')
})

test('a million unseen characters are read in linear time', () => {
  for (const char of ['\u200b', '\u200f', '\u202e', '\u{e0041}', '\ufe0f', '\u200d', '🏴'])
    assert.ok(unseenRuns(char.repeat(1_000_000)).length < 2)
})
