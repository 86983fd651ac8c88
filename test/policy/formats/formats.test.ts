import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { formats } from '../../../src/policy/formats/index.ts'
import { verifySnippet } from '../../../src/policy/verify/index.ts'
import { effectWords } from '../../../src/policy/words.ts'
import type { Rule } from '../../../src/schema/rule.ts'
import { rule } from './rule.ts'

const shop: Rule[] = [
  rule('list_orders', 'allow', [{ max: 60, per: 'minute' }]),
  rule('ping', 'allow'),
  rule('update_order', 'ask', [{ max: 10, per: 'hour' }]),
  rule('drop_shop', 'deny'),
  rule('secret', 'hide'),
  rule('yes', 'allow', [{ max: 5, per: 'hour' }]),
  rule('0x1f', 'deny'),
  { ...rule('pay', 'allow'), conditions: [{ path: 'amount', op: 'lte', value: 100 }] },
]

for (const format of formats)
  for (const rest of ['allow', 'deny'] as const)
    test(`${format.id}, the rest ${rest}, is as it was accepted`, () => {
      const file = new URL(`expected/shop-${rest}.${format.id}.${format.language}`, import.meta.url)
      const snippet = format.render(shop, { rest, serverKey: 'shop' })
      if (process.env['UPDATE_EXPECTED']) writeFileSync(file, snippet.text)
      assert.equal(snippet.text, readFileSync(file, 'utf8'))
      assert.deepEqual(verifySnippet(snippet, shop, rest), [])
    })

test('a snippet that does not do what is said of it is found', () => {
  for (const format of formats) {
    const snippet = format.render([rule('pay', 'deny')], { rest: 'deny', serverKey: 'shop' })
    assert.notDeepEqual(
      verifySnippet({ ...snippet, effects: new Map([['pay', 'allow']]) }, [rule('pay', 'deny')], 'deny'),
      [],
    )
    assert.notDeepEqual(verifySnippet(snippet, [rule('pay', 'deny')], 'allow'), [])
    assert.notDeepEqual(verifySnippet({ ...snippet, text: '{' }, [rule('pay', 'deny')], 'deny'), [])
  }
})

test('the words agree with the snippet', () => {
  for (const format of formats) {
    const words = (one: Rule) => effectWords(one, format.render([one], { rest: 'allow', serverKey: 'shop' })).summary
    assert.match(
      words(rule('a', 'allow', [{ max: 30, per: 'minute' }])),
      /at most 30 in one calendar minute; the 31st is refused/,
    )
    assert.match(words(rule('a', 'ask')), /Every call .* is refused/)
    assert.match(words(rule('a', 'allow')), /without a limit/)
  }
})
