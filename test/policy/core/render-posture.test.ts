import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counters } from '../../../src/policy/core/counters.ts'
import { renderPosture } from '../../../src/policy/core/render-posture.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import type { Rule } from '../../../src/schema/rule.ts'
import { rule } from '../rule.ts'

const shop: Rule[] = [
  rule('list_orders', 'allow'),
  rule('ping', 'allow'),
  rule('drop_shop', 'deny'),
  rule('refund', 'ask'),
  { ...rule('restart', 'ask'), unattended: [{ max: 3, per: 'hour' }] },
]

for (const target of targets)
  test(`deny-only in ${target.id} names what is denied or asked about, and the rest only where the file lists what passes`, () => {
    const { snippet, listed, leftAlone, defaultEffect } = renderPosture(target, shop, 'deny-only', {
      defaultEffect: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, listed, defaultEffect, leftAlone), [])
    assert.equal(defaultEffect, 'allow')
    const listsAllowed = target.listsAllowed === true
    assert.deepEqual(leftAlone, listsAllowed ? [] : ['list_orders', 'ping'])
    assert.equal(/list_orders|ping/.test(snippet.text), listsAllowed)
    assert.equal(
      snippet.limitations.some(({ what }) => /is an allow-list/.test(what)),
      listsAllowed,
    )
    // A target that neither lists what passes nor asks about everything leaves other tools as they were.
    const asksAll = ['claude-managed-agents', 'copilot-cli', 'cursor', 'cursor-cli', 'gemini-settings'].includes(
      target.id,
    )
    assert.equal(snippet.defaultEffect, listsAllowed && !asksAll ? 'deny' : asksAll ? 'ask' : 'allow')
    const simulated = target.simulate(snippet.text, { serverKey: 'shop', defaultEffect: snippet.defaultEffect })
    const call = 'call' in simulated && simulated.call
    assert.ok(call)
    for (const tool of ['list_orders', 'ping']) {
      const asks = listsAllowed ? target.capabilities.allow === false : asksAll
      const expected = asks ? ['ask'] : ['pass', 'unset']
      assert.ok(expected.includes(call(tool, {}, new Counters())), tool)
    }
  })

test('a snippet that refuses what it should leave alone is found', () => {
  let checked = 0
  for (const target of targets) {
    const { defaultEffect, leftAlone } = renderPosture(target, shop, 'deny-only', {
      defaultEffect: 'deny',
      serverKey: 'shop',
    })
    const refusing = target.render([rule('list_orders', 'deny')], { defaultEffect, serverKey: 'shop' })
    if (leftAlone.length === 0 || refusing.defaultEffect !== 'allow') continue
    assert.match(verifySnippet(refusing, [], defaultEffect, leftAlone).join(), /list_orders/, target.id)
    checked++
  }
  assert.ok(checked > 10)
})

test('a name that appears twice, once denied, is denied', () => {
  for (const target of targets) {
    const twice = [rule('a', 'allow'), rule('a', 'deny'), rule('b', 'allow')]
    const { snippet, listed, leftAlone, defaultEffect } = renderPosture(target, twice, 'deny-only', {
      defaultEffect: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, listed, defaultEffect, leftAlone), [])
    assert.ok(['deny', 'hide'].includes(snippet.effects.get('a') ?? '') || target.capabilities.cannotDeny, target.id)
  }
})

test('deny-only lists a tool whose arguments it narrows', () => {
  const narrowed: Rule = {
    ...rule('read_orders', 'allow'),
    conditions: [{ path: 'shop', op: 'eq', value: 'a', samples: { passes: ['a'], refused: ['b'] } }],
  }
  for (const target of targets) {
    const { snippet, listed, leftAlone, defaultEffect } = renderPosture(target, [narrowed, ...shop], 'deny-only', {
      defaultEffect: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, listed, defaultEffect, leftAlone), [], target.id)
    assert.ok(!leftAlone.includes('read_orders'))
    assert.notEqual(
      snippet.effects.get('read_orders') === 'allow',
      snippet.conditions?.get('read_orders') === undefined,
    )
  }
})
