import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counters } from '../../../../src/policy/core/counters.ts'
import type { Decision } from '../../../../src/policy/core/simulation.ts'
import { decodeIntercept } from '../../../../src/policy/targets/intercept/decode.ts'
import { desugarIntercept } from '../../../../src/policy/targets/intercept/desugar.ts'
import { evaluateIntercept } from '../../../../src/policy/targets/intercept/evaluate.ts'

/** Calls a tool as often as there are arguments, within one window, and says what happened to each call. */
function intercept(text: string, tool: string, calls: unknown[]): Decision[] {
  const decoded = decodeIntercept(text)
  assert.ok('policy' in decoded)
  const policy = desugarIntercept(decoded.policy)
  const counters = new Counters()
  return calls.map((args) => evaluateIntercept(policy, tool, args, counters))
}

const desk = `version: "1"
default: deny
hide: [purge]
tools:
  purge: {rules: []}
  find: {rules: []}
  book:
    rules:
      - {name: limit, rate_limit: 2/day}
      - {name: nights, conditions: [{path: args.stay.nights, op: lt, value: 5}]}
  close: {rules: [{name: never, action: deny}]}
  pay:
    rules:
      - name: day
        conditions: [{path: state.pay.total, op: lte, value: 100}]
        state: {counter: total, window: day, increment_from: args.amount}
  "*": {rules: [{name: all, rate_limit: 4/minute}]}
`

test('Intercept hides before anything else, and the wildcard does not rescue a tool that is not listed', () => {
  assert.deepEqual(intercept(desk, 'purge', [{}]), ['hide'])
  assert.deepEqual(intercept(desk, 'other', [{}]), ['deny'])
  assert.deepEqual(intercept(desk, 'close', [{}]), ['deny'])
})

test('Intercept counts only what passes, and the rules of * come on top', () => {
  const short = { stay: { nights: 2 } }
  assert.deepEqual(intercept(desk, 'book', [{}, short, { stay: { nights: 9 } }, short, short]), [
    'deny',
    'pass',
    'deny',
    'pass',
    'deny',
  ])
  assert.deepEqual(intercept(desk, 'find', [{}, {}, {}, {}, {}]), ['pass', 'pass', 'pass', 'pass', 'deny'])
})

test('Intercept adds up an argument', () => {
  const amounts = [{ amount: 60 }, { amount: 50 }, { amount: 40 }, {}, { amount: 1 }]
  assert.deepEqual(intercept(desk, 'pay', amounts), ['pass', 'deny', 'pass', 'deny', 'deny'])
})
