import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holds, operatorProblems, operators, valueAt } from '../../../src/policy/core/conditions.ts'
import { goQuote } from '../../../src/policy/core/go-text.ts'
import { sampleArguments } from '../../../src/policy/prove/sample-arguments.ts'
import type { Condition } from '../../../src/schema/rule.ts'

for (const [actual, op, value, expected] of [
  [5, 'eq', 5, true],
  ['5', 'eq', 5, true],
  ['5', 'lt', 9, false],
  [null, 'neq', 'a', true],
  [undefined, 'neq', 'a', false],
  [undefined, 'not_in', ['a'], false],
  ['b', 'not_in', ['a'], true],
  ['abc', 'contains', 'bc', true],
  [123, 'contains', '2', false],
  [['a', 'b'], 'contains', 'b', true],
  ['xay', 'regex', 'a', true],
  ['xay', 'regex', '^a$', false],
  [7, 'regex', '7', false],
  [null, 'exists', false, true],
  [undefined, 'exists', true, false],
  [3, 'gte', 3, true],
  [3, 'gt', 3, false],
] as const)
  test(`${JSON.stringify(actual)} ${op} ${JSON.stringify(value)} is ${expected}`, () =>
    assert.equal(holds(actual, op, value), expected))

test('a missing argument fails every operator but exists', () => {
  for (const op of operators.filter((one) => one !== 'exists')) assert.equal(holds(undefined, op, ['a']), false, op)
})

test('regular expressions are those of RE2, with the messages of Go', () => {
  assert.deepEqual(operatorProblems('regex', '^[a-z]+$'), [])
  assert.deepEqual(operatorProblems('regex', '\\'), [
    'invalid regex "\\\\": error parsing regexp: trailing backslash at end of expression: ``',
  ])
  for (const pattern of ['(?=a)', '(?<=a)b', '(?!a)', '(a)\\1'])
    assert.notDeepEqual(operatorProblems('regex', pattern), [], pattern)
})

test('a path stops at what is no object, and sees own members only', () => {
  assert.equal(valueAt({ a: { b: 1 } }, 'a.b'), 1)
  assert.equal(valueAt({ a: [1] }, 'a.0'), undefined)
  assert.equal(valueAt({}, 'constructor.name'), undefined)
})

test('text is quoted as Go does', () => {
  assert.equal(goQuote('a"b\\\n\u0001é😀\u200b'), '"a\\"b\\\\\\n\\x01é😀\\u200b"')
})

test('arguments can be made up for most conditions, and they meet them', () => {
  const condition = (path: string, op: Condition['op'], value: unknown): Condition => ({ path, op, value })
  const args = sampleArguments([
    condition('a', 'lt', 3),
    condition('a', 'gte', 2),
    condition('b.c', 'in', ['x']),
    condition('b.d', 'neq', 'y'),
    condition('e', 'exists', false),
    condition('__proto__.f', 'contains', 'z'),
    condition('g', 'regex', '^main$'),
  ])
  assert.deepEqual(
    JSON.parse(JSON.stringify(args)),
    JSON.parse('{"a":2,"b":{"c":"x","d":"y-"},"__proto__":{"f":"z"},"g":"main"}'),
  )
  assert.equal(sampleArguments([condition('a', 'regex', '^[0-9]{3}$')]), undefined)
  assert.equal(sampleArguments([condition('a', 'lt', 1), condition('a', 'gt', 5)]), undefined)
})
