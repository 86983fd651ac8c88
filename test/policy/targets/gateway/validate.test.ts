import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readGateway } from '../../../../src/policy/targets/gateway/validate.ts'

const policy = (tool: object, more: object = {}) =>
  JSON.stringify({ version: '1', default: 'deny', tools: { pay: tool }, ...more })
const limit = { counter: 'c', window: 'minute', max: 3, scope: 'grant' }

test('a valid policy has no problems', () => {
  assert.deepEqual(readGateway(policy({ limits: [limit], deny_if: [{ conditions: [], on_deny: 'no' }] })).problems, [])
})

for (const [what, text, message] of [
  ['no JSON', '{', /JSON/],
  ['no default', '{"version":"1"}', /^default: /],
  ['another version', '{"version":1,"default":"deny"}', /^version: /],
  ['an unknown key', policy({ rate_limit: '3/hour' }), /^tools\.pay: .*rate_limit/],
  ['a window of a week', policy({ limits: [{ ...limit, window: 'week' }] }), /^tools\.pay\.limits\.0\.window: /],
  ['another scope', policy({ limits: [{ ...limit, scope: 'user' }] }), /^tools\.pay\.limits\.0\.scope: /],
  ['a repeated counter', policy({ limits: [limit, limit] }), /duplicate counter "c"/],
  [
    'a path into nothing',
    policy({ require: [{ conditions: [{ path: 'x', op: 'eq', value: 1 }] }] }),
    /path must start with "args\."/,
  ],
  [
    'an unknown operator',
    policy({ require: [{ conditions: [{ path: 'args.x', op: 'startswith' }] }] }),
    /unknown operator/,
  ],
] as const)
  test(`${what} is refused`, () => assert.match(readGateway(text).problems.join('\n'), message))
