import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateGateway } from '../../../src/policy/verify/evaluate-gateway.ts'
import { type Decision, evaluateIntercept } from '../../../src/policy/verify/evaluate-intercept.ts'
import { decodeIntercept } from '../../../src/policy/verify/intercept-document.ts'

/** Calls a tool as often as there are arguments, within one window, and says what happened to each call. */
function intercept(text: string, tool: string, calls: unknown[]): Decision[] {
  const decoded = decodeIntercept(text)
  assert.ok('policy' in decoded)
  const counters = new Map<string, number>()
  return calls.map((args) => evaluateIntercept(decoded.policy, tool, args, counters))
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

test('the gateway requires, denies and counts', () => {
  const limit = { counter: 'c', window: 'day' as const, max: 2, scope: 'grant' as const }
  const size = { path: 'args.n', op: 'lte', value: 5 }
  const policy = {
    version: '1' as const,
    default: 'deny' as const,
    hide: ['purge'],
    tools: {
      find: {},
      book: { require: [{ conditions: [size] }], limits: [limit] },
      close: { deny_if: [{ conditions: [] }] },
      pay: { deny_if: [{ conditions: [{ path: 'args.to', op: 'eq', value: 'me' }] }] },
    },
  }
  const run = (tool: string, calls: unknown[]) => {
    const counters = new Map<string, number>()
    return calls.map((args) => evaluateGateway(policy, tool, args, counters))
  }
  assert.deepEqual(run('purge', [{}]), ['hide'])
  assert.deepEqual(run('other', [{}]), ['deny'])
  assert.deepEqual(run('find', [{}]), ['pass'])
  assert.deepEqual(run('close', [{}]), ['deny'])
  assert.deepEqual(run('pay', [{ to: 'me' }, { to: 'you' }, {}]), ['deny', 'pass', 'pass'])
  assert.deepEqual(run('book', [{}, { n: 1 }, { n: 9 }, { n: 5 }, { n: 1 }]), ['deny', 'pass', 'deny', 'pass', 'deny'])
})
