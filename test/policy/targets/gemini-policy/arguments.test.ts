import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Counters } from '../../../../src/policy/core/counters.ts'
import { satisfyAll } from '../../../../src/policy/prove/sample-arguments.ts'
import { argsPattern, isTakenPattern } from '../../../../src/policy/targets/gemini-policy/args-pattern.ts'
import { geminiPolicy } from '../../../../src/policy/targets/gemini-policy/target.ts'
import type { Condition } from '../../../../src/schema/rule.ts'
import { rule } from '../../rule.ts'

const decide = (conditions: readonly Condition[]) => {
  const rules = [{ ...rule('pay', 'allow'), conditions: [...conditions] }]
  const snippet = geminiPolicy.render(rules, { defaultEffect: 'allow', serverKey: 'shop' })
  const simulated = geminiPolicy.simulate(snippet.text, { serverKey: 'shop' })
  assert.ok('call' in simulated, JSON.stringify(simulated))
  return { snippet, decision: (args: unknown) => simulated.call('pay', args, new Counters()) }
}

const number = fc.oneof(
  fc.integer({ min: -20, max: 1200 }),
  fc.double({ min: -2, max: 1100, noNaN: true }),
  fc.constantFrom(0, -0, 1e21, 1e22, 1e-7, 2.5e-9, 0.1, 99.5, 100.0001, 1e15),
)
const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'acme',
    'true',
    '5',
    '-1',
    '"',
    '\\',
    '\\"',
    'a"b',
    '\u0000',
    '"owner":"acme"',
    '<nil>',
    'é',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((one) => one.isWellFormed()),
)
const scalar = fc.oneof(number, text, fc.boolean())
const anyValue = fc.oneof(
  scalar,
  fc.constant(null),
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('owner', 'n'), scalar),
)
const condition: fc.Arbitrary<Condition> = fc
  .record({
    path: fc.constantFrom('owner', 'n', 'other'),
    test: fc.oneof(
      fc.record({ op: fc.constantFrom('eq' as const, 'neq' as const), value: scalar }),
      fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), value: fc.array(scalar, { maxLength: 3 }) }),
      fc.record({
        op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
        value: fc.oneof(fc.constantFrom(0, 1, 9, 10, 99, 100, 101, 999, 1000), fc.nat(1200)),
      }),
      fc.record({ op: fc.constant('exists' as const), value: fc.boolean() }),
    ),
    optional: fc.boolean(),
  })
  .map(({ path, test, optional }) => ({ path, ...test, ...(optional ? { optional: true as const } : {}) }))

test('a pattern lets exactly those arguments pass that the conditions let pass', () => {
  let said = 0
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc.dictionary(fc.constantFrom('owner', 'n', 'other', 'more'), anyValue),
      (conditions, args) => {
        if (argsPattern(conditions) === undefined) return
        said++
        const { decision } = decide(conditions)
        assert.equal(decision(args), satisfyAll(conditions, args) ? 'pass' : 'deny')
      },
    ),
    { numRuns: 1500 },
  )
  assert.ok(said > 1000, String(said))
})

test('a value inside another argument opens nothing', () => {
  const { snippet, decision } = decide([{ path: 'owner', op: 'eq', value: 'acme' }])
  assert.match(snippet.text, /argsPattern = '\\x00"owner":"acme"\\x00'|argsPattern = "\\\\x00/)
  assert.equal(decision({ owner: 'acme', note: 'x' }), 'pass')
  for (const args of [
    {},
    { owner: 'evil', x: { owner: 'acme' } },
    { owner: 'evil', x: [{ owner: 'acme' }] },
    { owner: 'evil', note: '\u0000"owner":"acme"\u0000' },
    { owner: 'evil', note: '\\u0000"owner":"acme"\\u0000' },
    { owner: ['acme'] },
    { owner: 'acme,evil' },
  ])
    assert.equal(decision(args), 'deny', JSON.stringify(args))
})

test('what cannot be said is a limitation, and the snippet asks', () => {
  for (const [op, value] of [
    ['regex', '^a+$'],
    ['contains', 'a'],
    ['lte', -5],
    ['lte', 1.5],
  ] as const) {
    const { snippet } = decide([{ path: 'owner', op, value }])
    assert.equal(snippet.effects.get('pay'), 'ask', op)
    assert.match(snippet.limitations.map(({ what }) => what).join(), /cannot check an argument/)
  }
  assert.equal(argsPattern([{ path: 'a.b', op: 'eq', value: 1 }]), undefined)
  const long = Array.from({ length: 300 }, (_, index) => `name-${index}`)
  assert.equal(argsPattern([{ path: 'a', op: 'in', value: long }]), undefined)
})

test('a part of a glob that could be found inside an escape is not said', () => {
  const glob = (any: string[], none: string[] = []): Condition => ({
    path: 'a',
    op: 'regex',
    value: '',
    wildcards: { any, none },
  })
  assert.equal(argsPattern([glob(['a*n'])]), undefined)
  assert.equal(argsPattern([glob(['*'], ['*\n*'])]), undefined)
  assert.notEqual(argsPattern([glob(['*'], ['*\n*', '*\\*'])]), undefined)
  assert.notEqual(argsPattern([glob(['a*', 'b*.'], ['*..*', '*"*', '*\\*'])]), undefined)
})

test('versions that put no NUL around arguments let no call pass', () => {
  for (const conditions of [
    [{ path: 'owner', op: 'eq' as const, value: 'acme' }],
    [{ path: 'owner', op: 'eq' as const, value: 'acme', optional: true as const }],
    [{ path: 'owner', op: 'exists' as const, value: false }],
  ]) {
    const pattern = new RegExp(argsPattern(conditions) ?? '')
    for (const args of [{ owner: 'acme' }, { owner: 'evil' }, { other: 1 }])
      assert.equal(pattern.test(JSON.stringify(args)), false, String(pattern))
  }
})

test('patterns that the loader drops are known', () => {
  for (const pattern of ['(a+)+', '(?:a|b)*', '(a*)?', 'a'.repeat(2049), '(', '(?:x){2}'])
    assert.equal(isTakenPattern(pattern), false, pattern)
  for (const pattern of ['(ab)+', '(?:a|b)c', '\\x00"a":[^\\x00]*\\x00', 'a'.repeat(2048)])
    assert.equal(isTakenPattern(pattern), true, pattern)
})
