import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combine } from '../../../../src/policy/core/combine.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { opencode } from '../../../../src/policy/targets/opencode/target.ts'
import { rule } from '../../rule.ts'

const rules = [rule('look', 'allow'), rule('edit', 'ask'), rule('drop', 'deny')]

test('the rule for the whole server comes before the rules for its tools', () => {
  const { text } = opencode.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.deepEqual(Object.keys(JSON.parse(text).permission), ['shop_*', 'shop_look', 'shop_edit', 'shop_drop'])
})

test('a rule for a whole server does not undo rules for a server whose key begins with the same letters', () => {
  for (const keys of [
    ['a', 'a_b'],
    ['a_b', 'a'],
  ]) {
    const snippets = keys.map((serverKey) => opencode.render(rules, { defaultEffect: 'deny', serverKey }))
    const { text } = combine(snippets)
    for (const [index, snippet] of snippets.entries()) {
      const simulated = opencode.simulate(text, { serverKey: keys[index] as string })
      assert.ok('call' in simulated)
      assert.equal(simulated.call('look', {}, {} as never), 'pass', snippet.serverKey)
      assert.equal(simulated.call('drop', {}, {} as never), 'hide', snippet.serverKey)
      assert.equal(simulated.call('other', {}, {} as never), 'hide', snippet.serverKey)
    }
  }
})

test('one name for two tools of two servers keeps the stricter rule', () => {
  const a = opencode.render([rule('b_c', 'allow')], { defaultEffect: 'allow', serverKey: 'a' })
  const b = opencode.render([rule('c', 'deny')], { defaultEffect: 'allow', serverKey: 'a_b' })
  assert.deepEqual(JSON.parse(combine([a, b]).text).permission, { a_b_c: 'deny' })
})

test('a tool with the name of a permission of the client is left out, with a limitation', () => {
  const external = [rule('directory', 'allow')]
  const snippet = opencode.render(external, { defaultEffect: 'deny', serverKey: 'external' })
  assert.equal(snippet.effects.size, 0)
  assert.match(snippet.limitations.map(({ what }) => what).join(), /permission of its own called external_directory/)
  assert.deepEqual(verifySnippet(snippet, external, 'deny'), [])
})
