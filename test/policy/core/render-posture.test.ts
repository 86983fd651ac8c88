import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderPosture } from '../../../src/policy/core/render-posture.ts'
import { verifiers, verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { formats } from '../../../src/policy/targets/index.ts'
import type { Rule } from '../../../src/schema/rule.ts'
import { rule } from '../rule.ts'

const shop: Rule[] = [
  rule('list_orders', 'allow'),
  rule('ping', 'allow'),
  rule('drop_shop', 'deny'),
  rule('refund', 'ask'),
  { ...rule('restart', 'ask'), unattended: [{ max: 3, per: 'hour' }] },
]

for (const format of formats)
  test(`deny-only in ${format.id} names what is denied or asked about, and the rest only where the file lists what passes`, () => {
    const { snippet, named, leftAlone, rest } = renderPosture(format, shop, 'deny-only', {
      rest: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, named, rest, leftAlone), [])
    assert.equal(rest, 'allow')
    const listed = ['openai', 'docker', 'cursor'].includes(format.id)
    assert.deepEqual(leftAlone, listed ? [] : ['list_orders', 'ping'])
    assert.equal(/list_orders|ping/.test(snippet.text), listed)
    assert.equal(
      snippet.losses.some(({ what }) => /lists the tools that pass/.test(what)),
      listed,
    )
    // A target that neither lists what passes nor asks about everything leaves other tools as they were.
    const asksAll = ['copilot-cli', 'gemini-settings', 'cursor'].includes(format.id)
    assert.equal(snippet.rest, listed && !asksAll ? 'deny' : asksAll ? 'ask' : 'allow')
    const call = verifiers[format.id]?.load(snippet.text, 'shop')
    assert.ok(call)
    for (const tool of ['list_orders', 'ping']) {
      const expected = asksAll && !listed ? ['ask'] : ['pass', 'unset']
      assert.ok(expected.includes(call(tool, {}, new Map())), tool)
    }
  })

test('a snippet that refuses what it should leave alone is found', () => {
  let checked = 0
  for (const format of formats) {
    const { rest, leftAlone } = renderPosture(format, shop, 'deny-only', { rest: 'deny', serverKey: 'shop' })
    const refusing = format.render([rule('list_orders', 'deny')], { rest, serverKey: 'shop' })
    if (leftAlone.length === 0 || refusing.rest !== 'allow') continue
    assert.match(verifySnippet(refusing, [], rest, leftAlone).join(), /list_orders/, format.id)
    checked++
  }
  assert.ok(checked > 10)
})

test('a name that is there twice, once denied, is denied', () => {
  for (const format of formats) {
    const twice = [rule('a', 'allow'), rule('a', 'deny'), rule('b', 'allow')]
    const { snippet, named, leftAlone, rest } = renderPosture(format, twice, 'deny-only', {
      rest: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, named, rest, leftAlone), [])
    assert.ok(['deny', 'hide'].includes(snippet.effects.get('a') ?? '') || format.id === 'cursor', format.id)
  }
})

test('deny-only lists a tool whose arguments it narrows', () => {
  const narrowed: Rule = {
    ...rule('read_orders', 'allow'),
    conditions: [{ path: 'shop', op: 'eq', value: 'a', samples: { passes: ['a'], refused: ['b'] } }],
  }
  for (const format of formats) {
    const { snippet, named, leftAlone, rest } = renderPosture(format, [narrowed, ...shop], 'deny-only', {
      rest: 'deny',
      serverKey: 'shop',
    })
    assert.deepEqual(verifySnippet(snippet, named, rest, leftAlone), [], format.id)
    assert.ok(!leftAlone.includes('read_orders'))
    assert.notEqual(
      snippet.effects.get('read_orders') === 'allow',
      snippet.conditions?.get('read_orders') === undefined,
    )
  }
})
