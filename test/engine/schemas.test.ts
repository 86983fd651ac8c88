import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Environment } from '@marcbachmann/cel-js'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse, parseAllDocuments } from 'yaml'
import { toolhiveCrd } from '../../src/engine/toolhive-crd.ts'
import { simulateEnvoy } from '../../src/policy/targets/envoy/simulate.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { rule } from '../policy/rule.ts'

// The published schemas of the targets lie outside of this repository; the variable names their folder.
const folder = process.env['POLICYBOOK_SHARED_SCHEMAS']
const skip = folder === undefined && 'POLICYBOOK_SHARED_SCHEMAS names no folder of published schemas'
const read = (file: string) => readFileSync(join(folder as string, file), 'utf8')

const rules = [
  rule('list_orders', 'allow'),
  rule('drop "it"', 'deny'),
  ...Array.from({ length: 70 }, (_, index) => rule(`tool.${index}`, index % 2 === 0 ? 'allow' : 'deny')),
]
const rendered = (id: string, defaultEffect: 'allow' | 'deny', count = rules.length) =>
  targets.find((one) => one.id === id)?.render(rules.slice(0, count), { defaultEffect, serverKey: 'shop' })
    .text as string

test('agentgateway takes the block by its published schema', { skip }, () => {
  const schema = JSON.parse(read('agentgateway.config.json'))
  const ajv = new Ajv2020({ strict: false, logger: false })
  ajv.addSchema(schema, 'config')
  const validate = ajv.compile({ $ref: 'config#/$defs/McpAuthorization' })
  for (const defaultEffect of ['allow', 'deny'] as const)
    assert.ok(
      validate(parse(rendered('agentgateway', defaultEffect)).mcpAuthorization),
      JSON.stringify(validate.errors),
    )
  assert.ok(!validate({ rulez: [] }))
})

test('Envoy AI Gateway takes the resource by its published schema and its rules', { skip }, () => {
  const crd = parseAllDocuments(read('envoy-ai-gateway.mcproutes.crd.yaml'))
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'CustomResourceDefinition')
  const { schema } = crd.spec.versions.find(({ name }: { name: string }) => name === 'v1beta1')
  // The cluster fills in the defaults of the schema before it evaluates the rules.
  const validate = new Ajv({ strict: false, logger: false, useDefaults: true }).compile(schema.openAPIV3Schema)
  const problems = (document: unknown) =>
    validate(document) ? ruleProblems(schema.openAPIV3Schema, document) : [JSON.stringify(validate.errors)]
  for (const defaultEffect of ['allow', 'deny'] as const)
    for (const count of [0, 1, 2, rules.length])
      assert.deepEqual(
        problems(parse(rendered('envoy', defaultEffect, count))),
        [],
        `${count} rules, the rest ${defaultEffect}`,
      )

  // What the cluster refuses, in its words, the verifier refuses in the same.
  const broken = (change: (backend: Record<string, unknown>, selector: Record<string, unknown>) => void) => {
    const document = parse(rendered('envoy', 'deny', 1))
    const [backend] = document.spec.backendRefs
    change(backend, backend.toolSelector)
    return document
  }
  for (const [document, words] of [
    [broken((backend) => delete backend['kind'] && delete backend['group']), 'Must have port for Service reference'],
    [broken((_, lists) => Object.assign(lists, { includeRegex: ['x'] })), 'include and includeRegex are mutually'],
    [broken((_, lists) => Object.assign(lists, { exclude: [], excludeRegex: [] })), 'exclude and excludeRegex are'],
    [broken((_, lists) => delete lists['include']), 'at least one of include'],
  ] as const) {
    const text = JSON.stringify(document)
    assert.match(problems(document).join(), new RegExp(words))
    const simulated = simulateEnvoy(text, { serverKey: 'shop' })
    assert.match('problems' in simulated ? simulated.problems.join() : '', new RegExp(words))
  }
  const many = broken((_, lists) =>
    Object.assign(lists, { include: Array.from({ length: 33 }, (_, index) => `t${index}`) }),
  )
  assert.match(problems(many).join(), /maxItems/)
})

test('Gemini CLI takes the settings by their published schema', { skip }, () => {
  const schema = JSON.parse(read('gemini-cli.settings.schema.json'))
  const validate = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(schema)
  for (const defaultEffect of ['allow', 'deny'] as const)
    assert.ok(validate(JSON.parse(rendered('gemini-settings', defaultEffect))), JSON.stringify(validate.errors))
  assert.ok(!validate({ mcpServers: { shop: { excludeTools: 'drop' } } }))
})

test('the operator of ToolHive takes the resource by its published schema and its rules', { skip }, async () => {
  const crd = toolhiveCrd(folder)
  const target = targets.find(({ id }) => id === 'toolhive-kubernetes')
  assert.ok(crd && target)
  const limited = [...rules, rule('count', 'allow', [{ max: 5, per: 'hour' }])]
  for (const defaultEffect of ['allow', 'deny'] as const) {
    const snippet = target.render(limited, { defaultEffect, serverKey: 'shop' })
    const document = parse(snippet.text)
    const problems = async (change: (spec: typeof document.spec) => void) => {
      const changed = structuredClone(document)
      change(changed.spec)
      return (await crd.check({ ...snippet, text: JSON.stringify(changed) })).join()
    }
    assert.deepEqual(await crd.check(snippet), [])
    assert.deepEqual(document.spec.rateLimiting.tools, [
      { name: 'count', shared: { maxTokens: 5, refillPeriod: '1h0m0s' } },
    ])
    assert.match(await problems((spec) => delete spec.sessionStorage), /rateLimiting requires sessionStorage/)
    assert.match(await problems((spec) => delete spec.sessionStorage.address), /address is required/)
    // The type is configMap where none is given, and then there must be no inline policies.
    assert.match(await problems((spec) => delete spec.authzConfig.type), /configMap must be set/)
    assert.match(await problems((spec) => Object.assign(spec.authzConfig.inline, { policies: [] })), /minItems|fewer/)
    assert.match(await problems((spec) => Object.assign(spec, { authzConfigRef: { name: 'a' } })), /mutually exclusive/)
    assert.match(await problems((spec) => Object.assign(spec, { polices: [] })), /additional properties/)
    assert.match(await problems((spec) => spec.rateLimiting.tools.push(spec.rateLimiting.tools[0])), /Duplicate value/)
    assert.match(await problems((spec) => delete spec.rateLimiting.tools[0].shared), /at least one of shared/)
    assert.match(await problems((spec) => Object.assign(spec.rateLimiting.tools[0].shared, { maxTokens: 0 })), />= 1/)
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
