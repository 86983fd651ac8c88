import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchedParts } from '../../src/search/matched-parts.ts'
import { joinedTokens, nameTokens } from '../../src/search/name-tokens.ts'
import { distance, isOneEdit, soundOf } from '../../src/search/near-words.ts'
import { parseQuery } from '../../src/search/parse-query.ts'
import { editDistance } from '../../src/text/edit-distance.ts'

for (const [name, words] of [
  ['create_issue', 'create issue'],
  ['getWeatherForecast', 'get weather forecast'],
  ['API-post-search', 'api post search'],
  ['domains_purchaseNewDomainV1', 'domains purchase new domain v1'],
  ['@modelcontextprotocol/server-filesystem', 'modelcontextprotocol server filesystem'],
  ['CVE-2025-6514', 'cve 2025 6514'],
  ['Café Ünïcode', 'cafe unicode'],
  ['ＦＵＬＬ', 'full'],
  ['高德天气', '高德 德天 天气'],
  ['天', '天'],
  ['', ''],
  ['___', '___'],
  ['* *', '**'],
] as const)
  test(`the words of ${name || 'nothing'}`, () => assert.equal(nameTokens(name).join(' '), words))

test('camelCase pieces are words of their own, too', () => {
  assert.deepEqual(joinedTokens('domains_purchaseNewDomain'), ['purchasenewdomain'])
  assert.deepEqual(joinedTokens('create_issue'), [])
})

for (const [typed, words, tool] of [
  ['mcp__supabase__execute_sql', 'supabase execute sql', 'execute sql'],
  ['supabase.execute_sql', 'supabase execute sql', 'execute sql'],
  ['supabase___execute_sql', 'supabase execute sql', 'execute sql'],
  ['mcp_github_create_issue', 'github create issue', undefined],
  ['github:create_issue', 'github create issue', 'create issue'],
  ['gitlab/delete_label', 'gitlab delete label', 'delete label'],
  ['filesystem(write_file)', 'filesystem write file', 'write file'],
  ['mcp__claude_ai_Notion__API-post-search', 'claude ai notion api post search', 'api post search'],
  ['delete branch', 'delete branch', undefined],
  ['mcp', 'mcp', undefined],
  ['mcp__', 'mcp', undefined],
] as const)
  test(`what is meant by ${typed}`, () => {
    const query = parseQuery(typed)
    assert.equal(query.words.join(' '), words)
    assert.equal(query.tool?.join(' '), tool)
  })

test('small words are not wanted unless there is nothing else, and a long text has an end', () => {
  assert.deepEqual(parseQuery('how to delete a branch').wanted, ['delete', 'branch'])
  assert.deepEqual(parseQuery('what is it').wanted, ['what', 'is', 'it'])
  assert.ok(parseQuery('word '.repeat(500)).words.length <= 10)
  assert.ok(parseQuery(Array.from({ length: 90 }, (_, at) => `w${at}`).join(' ')).wanted.length <= 10)
})

test('one edit is one letter more, fewer or another, or two that changed places', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const swapped = [...a].some((_, at) => at > 0 && a.slice(0, at - 1) + a[at] + a[at - 1] + a.slice(at + 1) === b)
      assert.equal(isOneEdit(a, b), a !== b && (editDistance(a, b, 2) === 1 || swapped), `${a} ${b}`)
    }),
    { numRuns: 3000 },
  )
  assert.ok(isOneEdit('isue', 'issue'))
  assert.ok(isOneEdit('delte', 'delete'))
  assert.ok(isOneEdit('craete', 'create'))
  assert.ok(!isOneEdit('outlook', 'lookup'))
})

test('distances are those of the linter', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
      assert.equal(distance(a, b, most), Math.min(editDistance(a, b, 9), most + 1))
    }),
  )
})

test('spellings that sound the same are near', () => {
  assert.equal(soundOf('playwrite'), soundOf('playwright'))
  assert.notEqual(soundOf('create'), soundOf('delete'))
})

test('matched parts cover the words and lose nothing of the text', () => {
  assert.deepEqual(
    matchedParts('Create_Issue', ['issue']).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)),
    ['Create_', '[Issue]'],
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ minLength: 2 })), (text, words) => {
      assert.equal(
        matchedParts(text, words)
          .map((part) => part.text)
          .join(''),
        text,
      )
    }),
  )
})
