import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { describeEffect } from '../../../src/policy/core/describe-effect.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { gateway } from '../../../src/policy/targets/gateway/target.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { intercept } from '../../../src/policy/targets/intercept/target.ts'
import type { Effect, Limit } from '../../../src/schema/rule.ts'
import { rule } from '../rule.ts'

const anyLimits = fc.uniqueArray(
  fc.record({ max: fc.integer({ min: 1, max: 40 }), per: fc.constantFrom<Limit['per']>('minute', 'hour', 'day') }),
  { selector: ({ per }) => per, maxLength: 2 },
)
const anyRule = fc.record({
  tool: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '*',
      '__proto__',
      'gateway.invoke',
      '_global',
      'constructor',
      'null',
      'yes',
      '1e3',
      '~',
      '- a',
      'a: b',
      '#',
      "'",
      '"',
      '\u2028',
      '\u0085',
      '\ud800',
      '<<',
      '=',
    ),
  ),
  effect: fc.constantFrom<Effect>('allow', 'ask', 'deny', 'hide'),
  effectWithoutLimit: fc.constantFrom<'allow' | 'ask'>('allow', 'ask'),
  limits: anyLimits,
  unattended: anyLimits,
})

test('whatever the tools are called, every snippet is valid and does what is said of it', () => {
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 8 }),
      fc.constantFrom<'allow' | 'deny'>('allow', 'deny'),
      fc.constantFrom(
        'shop',
        'my shop',
        'a_b',
        'a__b',
        'a.b',
        "it's",
        '"',
        '\\',
        '-',
        '商店',
        'constructor',
        '1',
        'x'.repeat(128),
      ),
      (drawn, defaultEffect, serverKey) => {
        const rules = drawn.map(({ tool, effect, limits, ...more }) => ({
          ...rule(tool, effect, effect === 'allow' ? limits : []),
          ...more,
        }))
        for (const target of targets) {
          const snippet = target.render(rules, { defaultEffect, serverKey })
          assert.deepEqual(verifySnippet(snippet, rules, defaultEffect), [], target.id)
          const unnamed = rules.filter(({ tool }) => !snippet.effects.has(tool))
          assert.ok(snippet.refusal !== undefined || snippet.limitations.length > 0 || unnamed.length === 0)
        }
      },
    ),
    { numRuns: 300 },
  )
})

const names = [
  'yes',
  'on',
  'y',
  'null',
  '~',
  '1',
  '0x1f',
  '1e3',
  '0o7',
  '017',
  '1_000',
  '.inf',
  '12:30',
  '2001-01-01',
  '<<',
]

test('names and values that look like something else are text to every YAML reader', () => {
  const rules = names.map((name) => ({
    ...rule(name, 'allow'),
    conditions: [{ path: 'a', op: 'eq' as const, value: name }],
  }))
  const { text } = intercept.render([...rules, ...names.map((name) => rule(`${name} `, 'hide'))], {
    defaultEffect: 'deny',
    serverKey: 'shop',
  })
  for (const version of ['1.1', '1.2'] as const) {
    assert.deepEqual(toolsOf(text, version), new Map(names.map((name) => [name, name])), version)
  }
})

function toolsOf(text: string, version: '1.1' | '1.2'): Map<unknown, unknown> {
  const tools: Map<unknown, Map<string, Map<string, Map<string, unknown>[]>[]>> = parse(text, {
    version,
    mapAsMap: true,
  }).get('tools')
  return new Map([...tools].map(([name, tool]) => [name, tool.get('rules')?.[0]?.get('conditions')?.[0]?.get('value')]))
}

test('a name appears twice: the stricter rule and the lower limits hold', () => {
  const rules = [
    rule('a', 'allow', [{ max: 9, per: 'hour' }]),
    rule('a', 'allow', [{ max: 5, per: 'hour' }]),
    rule('b', 'ask'),
    rule('b', 'deny'),
    rule('c', 'allow', [
      { max: 7, per: 'day' },
      { max: 3, per: 'day' },
    ]),
  ]
  for (const target of targets) {
    const snippet = target.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
    assert.deepEqual(verifySnippet(snippet, rules, 'deny'), [])
    assert.deepEqual([...snippet.effects.keys()], ['a', 'b', 'c'])
    if (target !== intercept && target !== gateway) continue
    assert.deepEqual(
      [...snippet.effects],
      [
        ['a', 'limit'],
        ['b', 'deny'],
        ['c', 'limit'],
      ],
    )
    assert.match(describeEffect(rules[4]!, snippet).summary, /at most 3 in one calendar day; the 4th/)
    assert.doesNotMatch(describeEffect(rules[4]!, snippet).summary, /7/)
  }
})

test('a dot in the name of a tool with a limit: Intercept refuses, with a limitation; the gateway counts', () => {
  const rules = [rule('gateway.invoke', 'allow', [{ max: 3, per: 'hour' }])]
  const [yaml, json] = [intercept, gateway].map((target) =>
    target.render(rules, { defaultEffect: 'allow', serverKey: 'shop' }),
  )
  assert.deepEqual([yaml!.effects.get('gateway.invoke'), yaml!.limitations.length], ['deny', 1])
  assert.deepEqual([json!.effects.get('gateway.invoke'), json!.limitations.length], ['limit', 0])
})

const OUTCOMES = {
  allow: /keep their previous rules, whatever its rule says/,
  ask: /are asked about/,
  deny: /are refused/,
}

test('what cannot be named is a limitation that says what happens instead', () => {
  for (const target of targets)
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const rules = [rule('*', 'deny'), rule('\ud800', 'deny')]
      const snippet = target.render(rules, { defaultEffect, serverKey: 'shop' })
      assert.equal(snippet.effects.size, 0)
      assert.ok(snippet.limitations.length >= 2)
      for (const { what } of snippet.limitations.filter(({ important }) => !important).slice(0, 2))
        assert.match(what, OUTCOMES[snippet.defaultEffect], target.id)
      assert.match(snippet.refusal ?? describeEffect(rules[0]!, snippet).summary, /cannot name the tool/, target.id)
      assert.equal(target.fileName('shop'), snippet.file)
    }
})

test('conditions are proven with arguments that meet them, and a broken one is found', () => {
  const rules = [
    {
      ...rule('pay', 'allow', [{ max: 2, per: 'day' }]),
      conditions: [
        { path: 'amount', op: 'lte' as const, value: 100 },
        { path: 'to.name', op: 'in' as const, value: ['ann'] },
      ],
    },
  ]
  for (const target of targets) {
    const snippet = target.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
    assert.deepEqual(verifySnippet(snippet, rules, 'deny'), [])
    if (target !== intercept && target !== gateway) {
      assert.notEqual(snippet.effects.get('pay'), 'allow')
      continue
    }
    const broken = { ...snippet, text: snippet.text.replace('args.to.name', 'args.to.nome') }
    assert.notDeepEqual(verifySnippet(broken, rules, 'deny'), [])
    const looser = { ...snippet, text: snippet.text.replace(/2\/day|"max": 2/, (was) => was.replace('2', '3')) }
    assert.match(verifySnippet(looser, rules, 'deny').join(), /3 calls pass at once where 2 should/)
    assert.match(describeEffect(rules[0]!, snippet).points.join(), /amount must be a number of at most 100/)
  }
})
