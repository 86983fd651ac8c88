import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type SoughtWord, WordSearch } from '../../src/text/word-search.ts'

const sought = (text: string, meaning: number, more: Partial<SoughtWord> = {}): SoughtWord => ({
  text,
  begins: true,
  ends: true,
  meaning,
  ...more,
})
const found = (search: WordSearch, text: string) =>
  search.read(text).words.map(({ meaning, start, end }) => [meaning, text.slice(start, end)])

test('words and phrases are found in any case, with anything but letters between their parts', () => {
  const search = new WordSearch([sought('tell', 1), sought('do not', 2), sought('ignor', 3, { ends: false })])
  assert.deepEqual(found(search, 'Do **not**\n  TELL; retell, tells, ignoring it, tell'), [
    [2, 'Do **not'],
    [1, 'TELL'],
    [3, 'ignor'],
    [1, 'tell'],
  ])
})

test('apostrophes are passed over, and scripts without blanks are searched everywhere', () => {
  const search = new WordSearch([sought('dont', 1), sought('用户', 2, { begins: false, ends: false })])
  assert.deepEqual(found(search, 'Don’t! 告诉用户们'), [
    [1, 'Don’t'],
    [2, '用户'],
  ])
})

test('sentences end at points before a blank, at empty lines and at the points of a list', () => {
  const search = new WordSearch([sought('a', 1)])
  const sentences = (text: string) => search.read(text).words.map(({ sentence }) => sentence)
  assert.deepEqual(sentences('a. a! a? a'), [0, 1, 2, 3])
  assert.deepEqual(sentences('a.b a e.g a'), [0, 0, 0])
  assert.deepEqual(sentences('a\na\n\na\n- a'), [0, 0, 1, 2])
  assert.deepEqual(sentences('a。a। a'), [0, 1, 2])
  const { sentenceAt } = search.read('a. b. c')
  assert.deepEqual([0, 3, 6].map(sentenceAt), [0, 1, 2])
})

test('parts that are there are told, and most that are not are left out', () => {
  const search = new WordSearch([], ['<|', '.ssh', 'mcp.json', '@'])
  assert.deepEqual(search.read('See ~/.ssh/config').parts, [1])
  assert.deepEqual(search.read('<|im_start|>').parts, [0])
  assert.deepEqual(search.read('a@b.example').parts, [3])
  assert.deepEqual(search.read('Plain text.').parts, [])
})

test('what was noticed on the way', () => {
  const { longestWord, singleLetters, shortNumbers, has } = new WordSearch([]).read('i g n o r e 69 67 6e abcdefgh <')
  assert.deepEqual([longestWord, singleLetters, shortNumbers], [8, 6, 3])
  assert.ok(has('<'))
  assert.ok(!has('>'))
})

const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 })
const phrase = fc.array(letters, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', ' ', '-', '.', "'", '\n', 'é'),
  maxLength: 80,
  size: 'max',
})

test('it finds what a pattern for each word finds, whatever words and text', () => {
  let total = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(phrase, { maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
      text,
      (phrases, begins, ends, sent) => {
        const search = new WordSearch(phrases.map((one, meaning) => sought(one, meaning, { begins, ends })))
        const own = search
          .read(sent)
          .words.map(({ meaning, start, end }) => `${meaning} ${start} ${end}`)
          .sort()
        const wanted = phrases.flatMap((one, meaning) => {
          const spelled = one
            .split(' ')
            .map((part) => [...part].join("'*"))
            .join("[ \\-.'\\n]*[ \\-.\\n][ \\-.'\\n]*")
          const letter = '[abcAé9]'
          const regex = new RegExp(
            `(?=((?<!${begins ? `${letter}'*` : '\\b\\B'})${spelled}(?!${ends ? `'*${letter}` : '\\b\\B'})))`,
            'gi',
          )
          return [...sent.matchAll(regex)].map(
            ({ 1: quote = '', index }) => `${meaning} ${index} ${index + quote.length}`,
          )
        })
        total += own.length
        assert.deepEqual(own, wanted.sort())
      },
    ),
    { numRuns: 3000 },
  )
  assert.ok(total > 1000)
})
