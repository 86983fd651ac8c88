import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCases } from '../../src/catalogue/read-cases.ts'
import { nginxEngine, TIME_HEADER, withNginx } from '../../src/engine/nginx.ts'
import { nginx } from '../../src/policy/targets/nginx/target.ts'
import type { Effect, Limit } from '../../src/schema/rule.ts'
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
    limits: fc.uniqueArray(
      fc.record({ max: fc.integer({ min: 1, max: 120 }), per: fc.constantFrom<Limit['per']>('minute', 'hour', 'day') }),
      { maxLength: 2, selector: ({ per }) => per },
    ),
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
        const rules = drawn.map(({ tool, effect, limits }) => rule(tool, effect, effect === 'allow' ? limits : []))
        assert.deepEqual(await engine?.check(nginx.render(rules, { defaultEffect, serverKey })), [])
      },
    ),
    { numRuns: 30 },
  )
})

test('NGINX finds a map that does something else, and one that it cannot read', { skip }, async () => {
  const snippet = nginx.render([rule('pay', 'deny'), rule('look', 'allow')], {
    defaultEffect: 'allow',
    serverKey: 'shop',
  })
  const check = async (text: string) => (await engine?.check({ ...snippet, text }))?.join('\n') ?? ''
  assert.match(await check(snippet.text.replaceAll('pay', 'pax')), /^pay: NGINX answers 200/)
  assert.match(await check(snippet.text.replaceAll('403', '503')), /NGINX answers 503/)
  assert.match(await check(snippet.text.replace(/proxy_set_header Mcp-Name.*/, '')), /beside another name: seen as/)
  assert.match(await check(snippet.text.replace('"~*^tools/call', '"~^tools/call')), /TOOLS\/CALL: NGINX answers 200/)
  assert.match(await check(snippet.text.replaceAll('map ', 'mapp ')), /unknown directive "mapp"/)
})

test('NGINX finds every limit that lets more calls pass', { skip }, async () => {
  const rules = [rule('look', 'allow', [{ max: 6, per: 'minute' }]), rule('send', 'allow', [{ max: 10, per: 'hour' }])]
  const snippet = nginx.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.deepEqual(await engine?.check(snippet), [])
  for (const [from, to, words] of [
    ['burst=3 nodelay', 'burst=4 nodelay', /look, call 5 of 6 a minute: NGINX answers 200/],
    ['limit_req zone=mcp_shop_10_hour;\n', '', /send, call 2 of 10 a hour: NGINX answers 200/],
    ['if ($mcp_closed_shop_10_hour) {\n  return 429;\n}\n', '', /send, in a closed minute: NGINX answers 200/],
    ['48|54', '48|54|55', /send, in a closed minute: NGINX answers 200/],
    ['limit_req_status 429;\n', '', /NGINX answers 503/],
    ['call\\|send$" send', 'call\\|send$" ""', /send, call 2 of 10/],
  ] as const) {
    const text = snippet.text.replace(from, to)
    assert.notEqual(text, snippet.text, from)
    assert.match((await engine?.check({ ...snippet, text }))?.join('\n') ?? '', words, from)
  }
})

test('calls leak out of NGINX’s bucket as the model says', { skip }, async () => {
  const { text } = nginx.render([rule('look', 'allow', [{ max: 120, per: 'minute' }])], {
    defaultEffect: 'deny',
    serverKey: 'shop',
  })
  // 60 a minute is one a second, on top of 61 at once.
  assert.match(text, /rate=60r\/m;[\s\S]*burst=60 nodelay/)
  const passed = await withNginx(text, async (send) => {
    const headers = { 'Mcp-Method': 'tools/call', 'Mcp-Name': 'look' }
    const passing = async () => {
      let count = 0
      while ((await send(headers)).status === 200) count++
      return count
    }
    const first = await passing()
    await new Promise((done) => setTimeout(done, 2_050))
    return [first, await passing()]
  })
  assert.deepEqual(passed, [61, 2])
})

test('as many minutes of a day are open as calls may pass', { skip }, async () => {
  const { text } = nginx.render([rule('send', 'allow', [{ max: 50, per: 'day' }])], {
    defaultEffect: 'deny',
    serverKey: 'shop',
  })
  // Without the count, so that only closed minutes refuse.
  const open = await withNginx(text.replace(/limit_req zone=.*\nlimit_req_status.*\n/, ''), async (send) => {
    let count = 0
    for (let minute = 0; minute < 24 * 60; minute++) {
      const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'))
      const time = `2026-11-21T${hours}:${minutes}:00+00:00`
      const { status } = await send({ 'Mcp-Method': 'tools/call', 'Mcp-Name': 'send', [TIME_HEADER]: time })
      if (status === 200) count++
    }
    return count
  })
  assert.equal(open, 50)
})

test('NGINX does what the cases say', { skip, timeout: 60_000 }, async () => {
  const { cases } = readCases('content').get('nginx') ?? assert.fail('there are no cases')
  let ran = 0
  for (const one of cases) {
    const answered = 'calls' in one ? one.calls : []
    const differences = await withNginx(one.policy, async (send) => {
      const found: string[] = []
      for (const { tool, outcome, times, after } of answered) {
        await new Promise((done) => setTimeout(done, after * 1000))
        for (let call = 0; call < times; call++) {
          const { status } = await send({ 'Mcp-Method': 'tools/call', 'Mcp-Name': tool })
          if ((status === 200) !== (outcome === 'pass')) found.push(`${tool} is answered ${status}`)
        }
      }
      return found
    })
    ran++
    if ('refused' in one) assert.ok(String(differences).includes(one.refused), `${one.from}: ${String(differences)}`)
    else assert.deepEqual(differences, [], one.from)
  }
  assert.ok(ran >= 10)
})
