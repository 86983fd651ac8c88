import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Environment } from '@marcbachmann/cel-js'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse, parseAllDocuments } from 'yaml'
import { formats } from '../../src/policy/formats/index.ts'
import { rule } from '../policy/formats/rule.ts'

// The published schemas of the targets lie outside of this repository; the variable names their folder.
const folder = process.env['POLICYBOOK_SHARED_SCHEMAS']
const skip = folder === undefined && 'POLICYBOOK_SHARED_SCHEMAS names no folder of published schemas'
const read = (file: string) => readFileSync(join(folder as string, file), 'utf8')

const rules = [
  rule('list_orders', 'allow'),
  rule('drop "it"', 'deny'),
  ...Array.from({ length: 70 }, (_, index) => rule(`tool.${index}`, index % 2 === 0 ? 'allow' : 'deny')),
]
const rendered = (id: string, rest: 'allow' | 'deny', count = rules.length) =>
  formats.find((one) => one.id === id)?.render(rules.slice(0, count), { rest, serverKey: 'shop' }).text as string

test('agentgateway takes the block by its published schema', { skip }, () => {
  const schema = JSON.parse(read('agentgateway.config.json'))
  const ajv = new Ajv2020({ strict: false, logger: false })
  ajv.addSchema(schema, 'config')
  const validate = ajv.compile({ $ref: 'config#/$defs/McpAuthorization' })
  for (const rest of ['allow', 'deny'] as const)
    assert.ok(validate(parse(rendered('agentgateway', rest)).mcpAuthorization), JSON.stringify(validate.errors))
  assert.ok(!validate({ rulez: [] }))
})

test('Envoy AI Gateway takes the resource by its published schema, also with more than 32 tools', { skip }, () => {
  const crd = parseAllDocuments(read('envoy-ai-gateway.mcproutes.crd.yaml'))
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'CustomResourceDefinition')
  const { schema } = crd.spec.versions.find(({ name }: { name: string }) => name === 'v1beta1')
  const validate = new Ajv({ strict: false, logger: false }).compile(schema.openAPIV3Schema)
  for (const rest of ['allow', 'deny'] as const)
    for (const count of [1, rules.length])
      assert.ok(validate(parse(rendered('envoy', rest, count))), JSON.stringify(validate.errors))
  const many = parse(rendered('envoy', 'deny', 1))
  many.spec.backendRefs[0].toolSelector.include = Array.from({ length: 33 }, (_, index) => `t${index}`)
  assert.ok(!validate(many))
})

test('Gemini CLI takes the settings by their published schema', { skip }, () => {
  const schema = JSON.parse(read('gemini-cli.settings.schema.json'))
  const validate = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(schema)
  for (const rest of ['allow', 'deny'] as const)
    assert.ok(validate(JSON.parse(rendered('gemini-settings', rest))), JSON.stringify(validate.errors))
  assert.ok(!validate({ mcpServers: { shop: { excludeTools: 'drop' } } }))
})

test('the operator of ToolHive takes the resource by its published schema and its rules', { skip }, () => {
  const { spec } = parse(read('toolhive.mcpservers.crd.yaml'))
  const { schema } = spec.versions.find(({ name }: { name: string }) => name === 'v1beta1')
  const validate = new Ajv({ strict: false, logger: false }).compile(schema.openAPIV3Schema)
  const limited = [...rules, rule('count', 'allow', [{ max: 5, per: 'hour' }])]
  const format = formats.find(({ id }) => id === 'toolhive-kubernetes')
  for (const rest of ['allow', 'deny'] as const) {
    const document = parse(format?.render(limited, { rest, serverKey: 'shop' }).text ?? '')
    assert.equal(validate(document as unknown), true, JSON.stringify(validate.errors))
    assert.deepEqual(document.spec.rateLimiting.tools, [
      { name: 'count', shared: { maxTokens: 5, refillPeriod: '1h0m0s' } },
    ])
    assert.deepEqual(ruleProblems(schema.openAPIV3Schema, document), [])
    const { sessionStorage: _, ...without } = document.spec
    assert.match(ruleProblems(schema.openAPIV3Schema, { ...document, spec: without }).join(), /requires sessionStorage/)
  }
})

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  'x-kubernetes-validations'?: { rule: string; message: string }[]
}

/** What the cluster says about a resource: the rules in CEL of its schema, evaluated where they stand. */
function ruleProblems(schema: Schema, self: unknown): string[] {
  const environment = new Environment({ unlistedVariablesAreDyn: true })
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap(({ rule, message }) =>
    environment.evaluate(rule, { self }) === true ? [] : [message],
  )
  if (Array.isArray(self)) return [...own, ...self.flatMap((one) => ruleProblems(schema.items ?? {}, one))]
  if (typeof self !== 'object' || self === null) return own
  return [
    ...own,
    ...Object.entries(self).flatMap(([key, value]) => ruleProblems(schema.properties?.[key] ?? {}, value)),
  ]
}
