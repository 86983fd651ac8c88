import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { engines } from '../../src/engine/index.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'
import type { Effect } from '../../src/schema/rule.ts'
import { rule } from '../policy/rule.ts'

const anyRules = fc.array(
  fc.record({
    tool: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('"', '\\', "'", '*', '${x}', 'a"]', '\u0000', '\u{1f600}', '\u2028', 'x'.repeat(128)),
    ),
    effect: fc.constantFrom<Effect>('allow', 'ask', 'deny', 'hide'),
  }),
  { maxLength: 6 },
)

for (const engine of engines)
  for (const id of engine.targets) {
    const target = targets.find((one) => one.id === id)
    assert.ok(target, id)

    test(`${engine.name} agrees with ${id}, whatever tools and servers are called`, async () => {
      await fc.assert(
        fc.asyncProperty(
          anyRules,
          fc.constantFrom<'allow' | 'deny'>('allow', 'deny'),
          fc.constantFrom('shop', '"', '\\', 'a b', '商店'),
          async (drawn, defaultEffect, serverKey) => {
            const snippet = target.render(
              drawn.map(({ tool, effect }) => rule(tool, effect)),
              { defaultEffect, serverKey },
            )
            assert.deepEqual(await engine.check(snippet), [])
          },
        ),
        { numRuns: 200 },
      )
    })

    test(`${engine.name} finds a snippet of ${id} that does something else`, async () => {
      const rules = [rule('pay', 'deny'), rule('look', 'allow')]
      const snippet = target.render(rules, { defaultEffect: 'allow', serverKey: 'shop' })
      assert.notDeepEqual(await engine.check({ ...snippet, text: snippet.text.replaceAll('pay', 'pax') }), [])
      assert.notDeepEqual(await engine.check({ ...snippet, effects: new Map([['pay', 'allow']]) }), [])
      // What joins other policies is the same text under both defaults: where it is put decides.
      if (!target.additive) assert.notDeepEqual(await engine.check({ ...snippet, defaultEffect: 'deny' }), [])
    })
  }

test('Cedar validates conditions against the schema of the tool, and finds a misspelt argument', async () => {
  const agentcore = targets.find(({ id }) => id === 'agentcore')
  const cedar = engines.find(({ id }) => id === 'cedar')
  assert.ok(agentcore && cedar)
  const tool = {
    name: 'pay',
    inputSchema: {
      type: 'object',
      properties: { amount: { type: 'integer' }, to: { type: 'string' } },
      required: ['to'],
    },
  }
  const opened = {
    ...rule('pay', 'allow'),
    conditions: [
      { path: 'amount', op: 'lte' as const, value: 100 },
      { path: 'to', op: 'in' as const, value: ['ann', 'b"ob'] },
    ],
  }
  for (const defaultEffect of ['allow', 'deny'] as const) {
    const gateway = 'arn:aws:bedrock-agentcore:eu-west-1:1:gateway/"a\\b'
    const snippet = agentcore.render([opened], {
      defaultEffect,
      serverKey: 'shop',
      gateway,
      tools: new Map([['pay', tool]]),
    })
    assert.ok(!snippet.text.includes('YOUR-GATEWAY'))
    assert.equal(snippet.effects.get('pay'), 'allow')
    assert.deepEqual(verifySnippet(snippet, [opened], defaultEffect), [])
    assert.deepEqual(await cedar.check(snippet), [])
    const misspelt = { ...snippet, text: snippet.text.replaceAll('["to"]', '["too"]') }
    assert.match((await cedar.check(misspelt)).join(), /too/)
    assert.notDeepEqual(verifySnippet(misspelt, [opened], defaultEffect), [])
    const shorter = { ...snippet, text: snippet.text.replaceAll('___', '__') }
    assert.notDeepEqual(await cedar.check(shorter), [])
  }
})

test('Cedar finds a condition on an argument that was weakened', async () => {
  const cedar = engines.find(({ id }) => id === 'cedar')
  const tool = {
    name: 'read',
    inputSchema: {
      type: 'object',
      properties: { path: { type: 'string' }, limit: { type: 'number' } },
      required: ['path'],
    },
  }
  const inFolder = {
    path: 'path',
    op: 'regex' as const,
    value: '^/a(/[^%]*)?$',
    wildcards: { any: ['/a', '/a/*'], none: ['*%*'] },
    samples: { passes: ['/a/b'], refused: ['/ab', '/a/%2e', '/b'] },
  }
  const atMost = { path: 'limit', op: 'lte' as const, value: 100, optional: true as const, dispensable: true as const }
  const checks = { ...rule('read', 'allow'), conditions: [inFolder, atMost] }
  for (const id of ['agentcore', 'toolhive', 'toolhive-kubernetes'])
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const target = targets.find((one) => one.id === id)
      const snippet = target?.render([checks], { defaultEffect, serverKey: 'shop', tools: new Map([['read', tool]]) })
      assert.ok(snippet && cedar)
      assert.deepEqual(await cedar.check(snippet), [], id)
      for (const [from, to] of [
        [/like (\\?")\/a/, 'like $1/'],
        [/like (\\?")\*%/, 'like $1*%%'],
        [/decimal\((\\?")100/, 'decimal($1101'],
        [/(input|context) has (\\?")(arg_)?limit(?!_present)/, '$1 has $2$3limits'],
      ] as const) {
        const text = snippet.text.replace(new RegExp(from, 'g'), to)
        assert.notEqual(text, snippet.text, `${id} ${from}`)
        assert.notDeepEqual(await cedar.check({ ...snippet, text }), [], `${id} ${from}`)
      }
    }
})
