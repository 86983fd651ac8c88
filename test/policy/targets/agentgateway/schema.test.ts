// Every text in a whole configuration, by the schema that the vendor publishes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { combine } from '../../../../src/policy/core/combine.ts'
import { Counters } from '../../../../src/policy/core/counters.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { agentgateway } from '../../../../src/policy/targets/agentgateway/target.ts'
import { allTexts } from '../../../engine/all-texts.ts'
import { rule } from '../../rule.ts'

const folder = process.env['POLICYBOOK_SHARED_SCHEMAS']
const skip = folder === undefined && 'POLICYBOOK_SHARED_SCHEMAS names no folder of published schemas'
const validate = skip
  ? undefined
  : new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(join(folder as string, 'agentgateway.config.json'), 'utf8')),
    )

/** The text as policies of a route, in a configuration with one server. */
const problemsOf = (text: string) => {
  const route = { policies: parse(text), backends: [{ mcp: { targets: [{ name: 'shop', stdio: { cmd: 'npx' } }] } }] }
  const valid = validate?.({ binds: [{ port: 3000, listeners: [{ routes: [route] }] }] })
  return valid ? '' : JSON.stringify(validate?.errors?.slice(0, 3))
}

test('agentgateway takes every text by its schema, as policies of a route', { skip }, () => {
  let count = 0
  let counting = 0
  let conditioned = 0
  for (const { where, snippet } of allTexts(agentgateway)) {
    count++
    if (snippet.limits.size > 0) counting++
    if (snippet.conditions.size > 0) conditioned++
    assert.equal(problemsOf(snippet.text), '', where)
  }
  assert.ok(count > 3_000 && counting > 300 && conditioned > 100, `${count}, ${counting}, ${conditioned}`)
})

test('what its schema refuses is found', { skip }, () => {
  const rules = [rule('count', 'allow', [{ max: 10, per: 'hour' }])]
  const { text } = agentgateway.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.equal(problemsOf(text), '')
  for (const [from, to] of [
    ['mcpAuthorization', 'mcpAuthorisation'],
    ['localRateLimit', 'localRateLimits'],
    ['fillInterval', 'fillinterval'],
    ['maxTokens: 10', 'maxTokens: -1'],
    ['conditional', 'conditions'],
    ['require', 'requires'],
  ] as const)
    assert.notEqual(problemsOf(text.replace(from, to)), '', from)
})

test('more tools than there may be limits share them, each by its own number', { skip }, () => {
  for (const count of [64, 65, 200, 401]) {
    const rules = Array.from({ length: count }, (_, index) =>
      rule(`tool_${index}`, 'allow', [{ max: (index % 3) + 5, per: index % 2 === 0 ? 'minute' : 'hour' }]),
    )
    const snippet = agentgateway.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
    assert.deepEqual(verifySnippet(snippet, rules, 'deny'), [])
    assert.equal(problemsOf(snippet.text), '')
    assert.ok(parse(snippet.text).localRateLimit.conditional.length <= 64)
    assert.equal(
      snippet.limitations.some(({ what }) => /share one count/.test(what)),
      count > 64,
    )
  }
})

test('the policies of two servers become one block that holds for both', { skip }, () => {
  const rules = [
    ...Array.from({ length: 50 }, (_, index) => rule(`tool_${index}`, 'allow', [{ max: 3, per: 'hour' }])),
    { ...rule('pay', 'allow'), conditions: [{ path: 'to', op: 'eq' as const, value: 'ann' }] },
  ]
  const snippets = ['shop', 'bank'].map((serverKey) => agentgateway.render(rules, { defaultEffect: 'deny', serverKey }))
  const { text } = combine(snippets)
  assert.equal(problemsOf(text), '')
  assert.equal(parse(text).authorization.rules.length, 3)
  assert.ok(parse(text).localRateLimit.conditional.length <= 64)
  // On one route each tool has its server before its name, so each block is still true of its own server.
  for (const snippet of snippets) {
    const simulated = agentgateway.simulate(text, { serverKey: snippet.serverKey })
    assert.ok('call' in simulated)
    const counters = new Counters()
    const calls = Array.from({ length: 4 }, () => simulated.call('tool_1', {}, counters))
    assert.deepEqual(calls, ['pass', 'pass', 'pass', 'deny'])
    assert.equal(simulated.call('pay', { to: 'eve' }, new Counters()), 'deny')
    assert.equal(simulated.call('other', {}, new Counters()), 'hide')
  }
})
