import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nginxEngine } from '../../src/engine/nginx.ts'
import { nginx } from '../../src/policy/targets/nginx/target.ts'
import type { Effect } from '../../src/schema/rule.ts'
import { rule } from '../policy/rule.ts'

const engine = nginxEngine()
const skip = engine === undefined && 'NGINX is not installed'

const anyRules = fc.array(
  fc.record({
    tool: fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
      fc.constantFrom('a.b', 'a-b', 'A.B', 'x'.repeat(128), '..', '"', 'a b', '${x}', 'a;b', '商店'),
    ),
    effect: fc.constantFrom<Effect>('allow', 'ask', 'deny', 'hide'),
  }),
  { maxLength: 8 },
)

test('NGINX answers every call as it is said of the snippet', { skip }, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRules,
      fc.constantFrom<'allow' | 'deny'>('allow', 'deny'),
      fc.constantFrom('shop', 'my shop', '商店', '"}'),
      async (drawn, defaultEffect, serverKey) => {
        const rules = drawn.map(({ tool, effect }) => rule(tool, effect))
        assert.deepEqual(await engine?.check(nginx.render(rules, { defaultEffect, serverKey })), [])
      },
    ),
    { numRuns: 30 },
  )
})

test('NGINX finds a map that does something else, and one that it cannot read', { skip }, async () => {
  const snippet = nginx.render([rule('pay', 'deny')], { defaultEffect: 'allow', serverKey: 'shop' })
  const check = async (text: string) => (await engine?.check({ ...snippet, text }))?.join('\n') ?? ''
  assert.match(await check(snippet.text.replaceAll('pay', 'pax')), /^pay: NGINX answers 200/)
  assert.match(await check(snippet.text.replaceAll('403', '503')), /NGINX answers 503/)
  assert.match(await check(snippet.text.replaceAll('map ', 'mapp ')), /unknown directive "mapp"/)
})
