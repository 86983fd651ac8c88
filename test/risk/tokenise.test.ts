import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tokenise } from '../../src/risk/tokenise.ts'

for (const [name, words] of [
  ['create_issue', ['create', 'issue']],
  ['createIssue', ['create', 'issue']],
  ['HTMLParser', ['html', 'parser']],
  ['GITHUB_CREATE_ISSUE', ['github', 'create', 'issue']],
  ['Run-Funnels-Query', ['run', 'funnels', 'query']],
  ['gateway.invoke', ['gateway', 'invoke']],
  ['youtube/get-transcript', ['youtube', 'get', 'transcript']],
  ['Get all test cases', ['get', 'all', 'test', 'cases']],
  ['listV2Items', ['list', 'v', '2', 'items']],
  ['高德天气查询', ['高德天气查询']],
  ['', []],
  ['___', []],
] as const)
  test(`${JSON.stringify(name)} has the words ${words.join(', ') || '(none)'}`, () =>
    assert.deepEqual(
      tokenise(name).map(({ text }) => text),
      words,
    ))

test('every word is the characters at its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      for (const { text, start, end } of tokenise(name)) assert.equal(name.slice(start, end).toLowerCase(), text)
    }),
  )
})
