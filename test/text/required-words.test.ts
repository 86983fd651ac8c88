import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEYOND_ASCII, requiredWords } from '../../src/text/required-words.ts'

test('the words that an expression requires are those of its longest part that must be there', () => {
  const cases: [string, string[] | undefined][] = [
    ['\\bdrafts?\\b', ['draft']],
    ['\\b(is|are) (Read|written)', ['read', 'written']],
    ['emails?|sms', ['email', 'sms']],
    ['(a|the )?(x|yes)+ maybe', ['maybe']],
    ['(?:ab){2,3}', ['ab']],
    ['(?:ab){0,3}c', undefined],
    ['(?!private)pub\\w{1,4}', ['pub']],
    ['(?<=from )there', ['there']],
    ['quer(y|ies)', ['quer']],
    ['[abc]de[)\\]]f', ['de']],
    ['file|', undefined],
    ['a^', undefined],
    ['保存|saved', [BEYOND_ASCII, 'saved']],
    ['\\u0061bc', undefined],
    ['(abc)\\1', undefined],
  ]
  for (const [pattern, words] of cases) assert.deepEqual(requiredWords(pattern), words, pattern)
})
