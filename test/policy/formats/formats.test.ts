import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { formats } from '../../../src/policy/formats/index.ts'
import { verifySnippet } from '../../../src/policy/verify/index.ts'
import { effectWords } from '../../../src/policy/words.ts'
import type { Effect, Limit, Rule } from '../../../src/schema/rule.ts'

const rule = (tool: string, effect: Effect, limits: Limit[] = []): Rule => ({
  server: 'shop',
  tool,
  effect,
  limits,
  conditions: [],
  reason: 'Made for tests: nothing happens.',
})

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

const anyRule = fc.record({
  tool: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '*',
      '__proto__',
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
  limits: fc.uniqueArray(
    fc.record({ max: fc.integer({ min: 1, max: 40 }), per: fc.constantFrom<Limit['per']>('minute', 'hour', 'day') }),
    {
      selector: ({ per }) => per,
      maxLength: 2,
    },
  ),
})

test('whatever the tools are called, every snippet is valid and does what is said of it', () => {
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 8 }),
      fc.constantFrom<'allow' | 'deny'>('allow', 'deny'),
      (drawn, rest) => {
        const rules = drawn.map(({ tool, effect, limits }) => rule(tool, effect, limits))
        for (const format of formats) {
          const snippet = format.render(rules, { rest, serverKey: 'shop' })
          assert.deepEqual(verifySnippet(snippet, rules, rest), [], format.id)
          const document = format.language === 'yaml' ? parse(snippet.text) : JSON.parse(snippet.text)
          const named = [...Object.keys(document.tools ?? {}), ...(document.hide ?? [])]
          assert.deepEqual(named.sort(), [...snippet.effects.keys()].sort())
          const unnamed = rules.filter(({ tool }) => !snippet.effects.has(tool))
          assert.ok(snippet.losses.length >= new Set(unnamed.map(({ tool }) => tool)).size || unnamed.length === 0)
        }
      },
    ),
    { numRuns: 300 },
  )
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
      /30 calls|at most 30 in one minute; call number 31 is refused/,
    )
    assert.match(words(rule('a', 'ask')), /Every call .* is refused/)
    assert.match(words(rule('a', 'allow')), /without a limit/)
  }
})
