import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gatewaySchema } from '../../../../src/engine/agentcore-schema.ts'
import { cedar } from '../../../../src/engine/cedar.ts'
import { shellCommands } from '../../../../src/policy/core/shell-text.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { agentcore } from '../../../../src/policy/targets/agentcore/target.ts'
import type { Condition } from '../../../../src/schema/rule.ts'
import type { Tool } from '../../../../src/schema/tool.ts'
import { rule } from '../../rule.ts'

const statementsIn = (text: string) =>
  text
    .replace(/^\/\/.*$/gm, '')
    .trim()
    .split(/\n{2,}(?=permit|forbid)/)

test('no statement is too long for a policy, and the script creates each of them', async () => {
  const rules = Array.from({ length: 700 }, (_, index) =>
    rule(`tool_${index}_${'x'.repeat(60)}`, index % 3 === 0 ? 'deny' : 'allow'),
  )
  for (const defaultEffect of ['allow', 'deny'] as const) {
    const snippet = agentcore.render(rules, { defaultEffect, serverKey: "it's", gateway: `arn:aws:${'a'.repeat(150)}` })
    const statements = statementsIn(snippet.text)
    assert.ok(statements.length > 5 && statements.length < 20, String(statements.length))
    assert.ok(statements.every(({ length }) => length <= 10_000))
    assert.deepEqual(verifySnippet(snippet, rules, defaultEffect), [])
    assert.deepEqual(await cedar.check(snippet), [])
    const commands = shellCommands(snippet.companions?.[0]?.text ?? '')
    assert.ok(typeof commands !== 'string')
    const created = commands.map((words) => JSON.parse(words[words.indexOf('--definition') + 1] ?? '').cedar.statement)
    assert.deepEqual(created, statements)
    const names = commands.map((words) => words[words.indexOf('--name') + 1] ?? '')
    assert.equal(new Set(names).size, names.length)
    for (const name of names) assert.match(name, /^[A-Za-z][A-Za-z0-9_]{0,47}$/)
  }
})

test('one rule is one statement that touches no other tool and means every kind of principal', () => {
  const { text } = agentcore.render([rule('pay', 'deny')], { defaultEffect: 'allow', serverKey: 'shop' })
  assert.equal(
    text,
    'forbid(\n  principal,\n  action == AgentCore::Action::"shop___pay",\n  resource == AgentCore::Gateway::"YOUR-GATEWAY-ARN"\n);\n',
  )
  const { text: opened } = agentcore.render([rule('pay', 'allow')], { defaultEffect: 'allow', serverKey: 'shop' })
  assert.match(opened, /^permit\(\n {2}principal,\n {2}action == AgentCore::Action::"shop___pay",\n[^;]*;\n$/)
})

test('a condition is checked only where the schema of the gateway has a type that Cedar can compare', async () => {
  const tool: Tool = {
    name: 'find',
    inputSchema: {
      type: 'object',
      properties: {
        text: { type: 'string' },
        mode: { type: 'string', enum: ['fast', 'slow'] },
        either: { type: ['string', 'null'] },
        any: {},
        count: { type: 'integer' },
        ratio: { type: 'number' },
      },
    },
  }
  const tools = new Map([['find', tool]])
  const effect = async (condition: Condition) => {
    const rules = [{ ...rule('find', 'allow'), conditions: [condition] }]
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const snippet = agentcore.render(rules, { defaultEffect, serverKey: 'shop', tools })
      assert.deepEqual(verifySnippet(snippet, rules, defaultEffect), [])
      assert.deepEqual(await cedar.check(snippet), [], condition.path)
      if (defaultEffect === 'allow') continue
      return snippet.effects.get('find')
    }
    return undefined
  }
  const optional = { optional: true as const }
  assert.equal(await effect({ path: 'text', op: 'eq', value: 'a', ...optional }), 'allow')
  assert.equal(await effect({ path: 'count', op: 'lte', value: 100, ...optional }), 'allow')
  assert.equal(await effect({ path: 'ratio', op: 'lte', value: 0.5, ...optional }), 'allow')
  assert.equal(await effect({ path: 'any', op: 'exists', value: false }), 'allow')
  // A text with enum is an entity there, several types are a record, and no type is nothing that can be compared.
  assert.equal(await effect({ path: 'mode', op: 'in', value: ['fast'] }), 'hide')
  assert.equal(await effect({ path: 'either', op: 'eq', value: 'a' }), 'hide')
  assert.equal(await effect({ path: 'any', op: 'eq', value: 'a' }), 'hide')
})

test('a name that the schema generator refuses is said to be one, and is validated under another', async () => {
  for (const name of ['get-user', 'a.b', '日本']) {
    const tools = new Map([[name, { name, inputSchema: { type: 'object' } }]])
    const snippet = agentcore.render([rule(name, 'allow')], { defaultEffect: 'deny', serverKey: 'shop', tools })
    assert.match(snippet.limitations.map(({ what }) => what).join(), /schema generator rejects/)
    assert.deepEqual(await cedar.check(snippet), [])
    const [action] = gatewaySchema('shop', [{ name, definition: tools.get(name) }]).actions
    assert.equal(action?.alias, 'renamed_0')
  }
})

test('limits by the minute are in the rate limit of the gateway, and the policy says that it has none', () => {
  const limited = { ...rule('list', 'allow', [{ max: 30, per: 'minute' }]), effectWithoutLimit: 'allow' as const }
  const snippet = agentcore.render([limited], { defaultEffect: 'allow', serverKey: 'shop' })
  const file = snippet.companions?.find(({ file }) => file === 'rate-limits.json')
  assert.deepEqual(JSON.parse(file?.text ?? ''), {
    dimensionKeys: ['toolName'],
    entries: [{ dimensions: { toolName: 'shop___list' }, requests: [{ rate: 30, period: 'minute' }] }],
  })
  const said = snippet.limitations.map(({ what }) => what).join(' ')
  assert.match(said, /cannot count calls/)
  assert.match(said, /fail open and are not a security boundary/)
})
