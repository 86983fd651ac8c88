import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counters } from '../../../../src/policy/core/counters.ts'
import { evaluateGateway } from '../../../../src/policy/targets/gateway/evaluate.ts'

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
    const counters = new Counters()
    return calls.map((args) => evaluateGateway(policy, tool, args, counters))
  }
  assert.deepEqual(run('purge', [{}]), ['hide'])
  assert.deepEqual(run('other', [{}]), ['deny'])
  assert.deepEqual(run('find', [{}]), ['pass'])
  assert.deepEqual(run('close', [{}]), ['deny'])
  assert.deepEqual(run('pay', [{ to: 'me' }, { to: 'you' }, {}]), ['deny', 'pass', 'pass'])
  assert.deepEqual(run('book', [{}, { n: 1 }, { n: 9 }, { n: 5 }, { n: 1 }]), ['deny', 'pass', 'deny', 'pass', 'deny'])
})
