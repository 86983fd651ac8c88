import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { effectWords } from '../../../src/policy/core/describe-effect.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { gateway } from '../../../src/policy/targets/gateway/render.ts'
import { geminiSettings } from '../../../src/policy/targets/gemini-settings/render.ts'
import { formats } from '../../../src/policy/targets/index.ts'
import { intercept } from '../../../src/policy/targets/intercept/render.ts'
import { toolhiveKubernetes } from '../../../src/policy/targets/toolhive-kubernetes/render.ts'
import type { Rule } from '../../../src/schema/rule.ts'
import { rule } from '../rule.ts'

const shop: Rule[] = [
  rule('list_orders', 'allow', [{ max: 60, per: 'minute' }]),
  rule('ping', 'allow'),
  { ...rule('update_order', 'ask'), unattended: [{ max: 10, per: 'hour' }] },
  rule('refund', 'ask'),
  rule('drop_shop', 'deny'),
  rule('secret', 'hide'),
  rule('yes', 'allow', [{ max: 5, per: 'hour' }]),
  rule('0x1f', 'deny'),
  { ...rule('pay', 'allow'), conditions: [{ path: 'amount', op: 'lte', value: 100 }] },
  { ...rule('find "it"', 'allow', [{ max: 60, per: 'minute' }]), effectWithoutLimit: 'allow' },
]

for (const format of formats)
  for (const rest of ['allow', 'deny'] as const)
    test(`${format.id}, the rest ${rest}, is as it was accepted`, () => {
      const file = new URL(`${format.id}/expected/shop-${rest}.${format.language}`, import.meta.url)
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
    if (snippet.losses.length === 0) assert.notDeepEqual(verifySnippet(snippet, [rule('pay', 'deny')], 'allow'), [])
    const other = snippet.rest === 'deny' ? 'allow' : 'deny'
    assert.notDeepEqual(verifySnippet({ ...snippet, rest: other }, [rule('pay', 'deny')], other), [])
    assert.notDeepEqual(verifySnippet({ ...snippet, text: '{' }, [rule('pay', 'deny')], 'deny'), [])
  }
})

test('the words agree with the snippet', () => {
  for (const format of formats) {
    const words = (one: Rule) => effectWords(one, format.render([one], { rest: 'allow', serverKey: 'shop' })).summary
    const limited = words(rule('a', 'allow', [{ max: 30, per: 'minute' }]))
    if (format === intercept || format === gateway)
      assert.match(limited, /at most 30 in one calendar minute; the 31st is refused/)
    else if (format === toolhiveKubernetes) assert.match(limited, /at most 30 at a time; the 31st is refused until/)
    else assert.match(limited, /A person is asked|Every call .* is refused|disappears/)
    const asked = words({ ...rule('a', 'ask'), unattended: [{ max: 30, per: 'minute' }] })
    if (format === intercept || format === gateway || format === toolhiveKubernetes) assert.equal(asked, limited)
    else assert.equal(asked, words(rule('a', 'ask')))
    assert.match(words(rule('a', 'ask')), /A person is asked|Every call .* is refused|disappears/)
    assert.match(words(rule('a', 'allow')), format === geminiSettings ? /A person is asked/ : /without a limit/)
  }
})
