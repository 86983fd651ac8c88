import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { describeEffect } from '../../../src/policy/core/describe-effect.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { agentgateway } from '../../../src/policy/targets/agentgateway/target.ts'
import { envoyHeaders } from '../../../src/policy/targets/envoy-headers/target.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { nginx } from '../../../src/policy/targets/nginx/target.ts'
import { toolhiveKubernetes } from '../../../src/policy/targets/toolhive-kubernetes/target.ts'
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

for (const target of targets)
  for (const defaultEffect of ['allow', 'deny'] as const)
    test(`${target.id}, the rest ${defaultEffect}, is as it was accepted`, () => {
      const file = new URL(`${target.id}/expected/shop-${defaultEffect}.${target.language}`, import.meta.url)
      const snippet = target.render(shop, { defaultEffect, serverKey: 'shop' })
      const said = snippet.refusal === undefined ? snippet.text : `${snippet.refusal}\n`
      if (process.env['UPDATE_EXPECTED']) writeFileSync(file, said)
      assert.equal(said, readFileSync(file, 'utf8'))
      assert.deepEqual(verifySnippet(snippet, shop, defaultEffect), [])
    })

test('a snippet that does not do what is said of it is found', () => {
  for (const target of targets) {
    const snippet = target.render([rule('pay', 'deny')], { defaultEffect: 'deny', serverKey: 'shop' })
    assert.notDeepEqual(
      verifySnippet({ ...snippet, effects: new Map([['pay', 'allow']]) }, [rule('pay', 'deny')], 'deny'),
      [],
    )
    if (snippet.limitations.length === 0)
      assert.notDeepEqual(verifySnippet(snippet, [rule('pay', 'deny')], 'allow'), [])
    const other = snippet.defaultEffect === 'deny' ? 'allow' : 'deny'
    // What joins other policies is the same text under both defaults: where it is put decides.
    if (!target.additive)
      assert.notDeepEqual(verifySnippet({ ...snippet, defaultEffect: other }, [rule('pay', 'deny')], other), [])
    assert.notDeepEqual(verifySnippet({ ...snippet, text: '{' }, [rule('pay', 'deny')], 'deny'), [])
  }
})

test('the words agree with the snippet', () => {
  for (const target of targets) {
    const words = (one: Rule) =>
      describeEffect(one, target.render([one], { defaultEffect: 'allow', wholeServer: true, serverKey: 'shop' }))
        .summary
    const limited = words(rule('a', 'allow', [{ max: 30, per: 'minute' }]))
    const counts = target.capabilities.limits !== false
    if (target === agentgateway)
      assert.match(limited, /at most 30 in one minute; the 31st is refused until the next minute begins/)
    else if (target === nginx) assert.match(limited, /at most 30 in any minute: 16 at once, then one every 4 seconds/)
    else if (target === envoyHeaders)
      assert.match(limited, /at most 30 in any minute: 15 at once, and 15 more each minute/)
    else if (target === toolhiveKubernetes) assert.match(limited, /at most 30 at once, then one every 2 seconds/)
    else if (counts) assert.match(limited, /at most 30 in one calendar minute; the 31st is refused/)
    else assert.match(limited, /need approval|Every call .* is refused|does not see the tool/)
    const asked = words({ ...rule('a', 'ask'), unattended: [{ max: 30, per: 'minute' }] })
    if (counts && !target.capabilities.ask) assert.equal(asked, limited)
    else assert.equal(asked, words(rule('a', 'ask')))
    assert.match(words(rule('a', 'ask')), /need approval|Every call .* is refused|does not see the tool/)
    assert.match(words(rule('a', 'allow')), target.capabilities.allow === false ? /need approval/ : /without a limit/)
  }
})
