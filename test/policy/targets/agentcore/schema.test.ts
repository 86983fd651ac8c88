import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { parse } from 'yaml'
import { readSnapshots } from '../../../../src/catalogue/snapshots.ts'
import { agentcore } from '../../../../src/policy/targets/agentcore/target.ts'
import { objectOf, type Tool } from '../../../../src/schema/tool.ts'
import { rule } from '../../rule.ts'

/** The schema that comes with the policy of one tool, and the policy. */
function rendered(tool: Tool) {
  const snippet = agentcore.render([rule(tool.name, 'allow')], {
    defaultEffect: 'deny',
    serverKey: 'shop',
    tools: new Map([[tool.name, tool]]),
  })
  const schema = parse(snippet.companions?.[0]?.text ?? '')
  const action = schema.AgentCore.actions[`shop___${tool.name}`]
  return { snippet, schema, attributes: action.appliesTo.context.attributes.input.attributes }
}

const properties = {
  ids: { type: 'array', items: { type: 'integer' } },
  names: { type: 'array', items: { type: 'string' } },
  rows: {
    type: 'array',
    items: { type: 'object', properties: { id: { type: 'string' }, n: { type: 'number' } }, required: ['id'] },
  },
  anything: { type: 'array' },
  options: { type: 'object', properties: { deep: { type: 'object' } }, required: ['deep'] },
  labels: { type: 'object', additionalProperties: { type: 'string' } },
  either: { type: ['string', 'number'] },
  maybe: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
  untyped: {},
}
const required = ['ids', 'rows', 'options', 'maybe']
const tool: Tool = { name: 'change', inputSchema: { type: 'object', properties, required } }

test('every argument has its type, whatever it is, and is marked as the definition has it', () => {
  const { schema, attributes } = rendered(tool)
  const decimal = { type: 'Extension', name: 'decimal' }
  const unknown = { type: 'Entity', name: 'Unknown' }
  assert.deepEqual(attributes, {
    ids: { type: 'Set', element: { type: 'Long' }, required: true },
    names: { type: 'Set', element: { type: 'String' }, required: false },
    rows: {
      type: 'Set',
      element: {
        type: 'Record',
        attributes: { id: { type: 'String', required: true }, n: { ...decimal, required: false } },
      },
      required: true,
    },
    anything: { type: 'Set', element: unknown, required: false },
    options: {
      type: 'Record',
      attributes: { deep: { type: 'Record', attributes: {}, required: true } },
      required: true,
    },
    labels: { ...unknown, required: false },
    either: {
      type: 'Record',
      attributes: { typeChoice0: { type: 'String', required: false }, typeChoice1: { ...decimal, required: false } },
      required: false,
    },
    maybe: {
      type: 'Record',
      attributes: {
        typeChoice0: { type: 'Boolean', required: false },
        typeChoice1: { type: 'Entity', name: 'Null', required: false },
      },
      required: true,
    },
    untyped: { ...unknown, required: false },
  })
  assert.deepEqual(Object.keys(schema.AgentCore.entityTypes), ['OAuthUser', 'Gateway', 'Null', 'Unknown'])
})

test('Cedar takes a call with the required lists and objects by the schema, and refuses one without', () => {
  const { snippet, schema } = rendered(tool)
  const ask = (input: Record<string, cedarWasm.CedarValueJson>) =>
    cedarWasm.isAuthorized({
      principal: { type: 'AgentCore::OAuthUser', id: 'someone' },
      action: { type: 'AgentCore::Action', id: 'shop___change' },
      resource: { type: 'AgentCore::Gateway', id: 'YOUR-GATEWAY-ARN' },
      context: { input },
      policies: { staticPolicies: snippet.text },
      entities: [],
      schema,
      validateRequest: true,
    })
  const row = { id: 'a', n: { __extn: { fn: 'decimal', arg: '1.5' } } }
  const good = { ids: [1, 2], rows: [row], options: { deep: {} }, maybe: { typeChoice0: true } }
  const answer = ask(good)
  assert.equal(answer.type === 'success' && answer.response.decision, 'allow', JSON.stringify(answer))
  for (const name of required) {
    const { [name as 'ids']: _, ...without } = good
    assert.equal(ask(without as never).type, 'failure', `without ${name}`)
  }
  assert.equal(ask({ ...good, ids: ['1'] }).type, 'failure')
  assert.equal(ask({ ...good, rows: [{}] }).type, 'failure')
})

test('a type that is deeper than anybody needs, or refers to itself, is unknown', () => {
  let deep: object = { type: 'string' }
  for (let level = 0; level < 5_000; level++) deep = { type: 'array', items: deep }
  const { schema, attributes } = rendered({
    name: 'dig',
    inputSchema: { properties: { deep, $ref: { $ref: '#' } } },
  } as never)
  assert.deepEqual(attributes.$ref, { type: 'Entity', name: 'Unknown', required: false })
  assert.ok(JSON.stringify(attributes.deep).includes('"Unknown"'))
  assert.equal(cedarWasm.checkParseSchema(schema).type, 'success')
})

const snapshots = existsSync('catalogue/github.json') ? readSnapshots('catalogue') : []

test('the schema of every tool of the catalogue has all of its arguments, and Cedar reads it', {
  skip: snapshots.length === 0 && 'there are no snapshots',
}, () => {
  let lists = 0
  for (const { id, tools } of snapshots)
    for (const one of tools) {
      const { schema, attributes } = rendered(one)
      const inputSchema = objectOf(one['inputSchema'])
      assert.deepEqual(
        Object.keys(attributes),
        Object.keys(objectOf(inputSchema?.['properties']) ?? {}),
        `${id}/${one.name}`,
      )
      const needed = Object.keys(attributes).filter((name) => attributes[name].required)
      const listed = (inputSchema?.['required'] ?? []) as string[]
      assert.deepEqual(
        needed,
        Object.keys(attributes).filter((name) => listed.includes(name)),
        `${id}/${one.name}`,
      )
      lists += Object.values<{ type: string }>(attributes).filter(({ type }) => type === 'Set').length
      const parsed = cedarWasm.checkParseSchema(schema)
      assert.equal(parsed.type, 'success', `${id}/${one.name}: ${JSON.stringify(parsed)}`)
    }
  assert.ok(lists > 200)
})
