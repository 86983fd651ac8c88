// Every text by the definition of the resource that the vendor publishes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { simulateEnvoy } from '../../../../src/policy/targets/envoy/simulate.ts'
import { envoy } from '../../../../src/policy/targets/envoy/target.ts'
import { allTexts } from '../../../engine/all-texts.ts'
import { crdProblems } from '../../../engine/crd.ts'
import { rule } from '../../rule.ts'

const folder = process.env['POLICYBOOK_SHARED_SCHEMAS']
const skip = folder === undefined && 'POLICYBOOK_SHARED_SCHEMAS names no folder of published schemas'
const problemsOf = skip
  ? () => []
  : crdProblems(readFileSync(join(folder as string, 'envoy-ai-gateway.mcproutes.crd.yaml'), 'utf8'), 'v1beta1')

test('the cluster takes every resource, with defaults filled in and its rules evaluated', { skip }, () => {
  let count = 0
  let conditioned = 0
  for (const { where, snippet } of allTexts(envoy)) {
    count++
    if (snippet.conditions.size > 0) conditioned++
    assert.deepEqual(problemsOf(parse(snippet.text)), [], where)
  }
  assert.ok(count > 3_000 && conditioned > 100, `${count} resources, ${conditioned} with conditions`)
})

const limited = (tool: string, value = `^/${'x'.repeat(60)}(/.*)?$`) => ({
  ...rule(tool, 'allow'),
  conditions: [{ path: 'path', op: 'regex' as const, value }],
})
const rendered = (count: number, value?: (index: number) => string) =>
  envoy.render(
    Array.from({ length: count }, (_, index) => limited(`tool_${index}`, value?.(index))),
    { defaultEffect: 'allow', serverKey: 'shop' },
  )

test('any number of conditions becomes what one resource has room for, and the rest is refused', { skip }, () => {
  for (const [count, refused] of [
    [1, 0],
    [16, 0],
    [30, 0],
    [31, 0],
    [100, 0],
    [2_000, 1],
  ] as const) {
    const snippet = rendered(count, (index) => `^/${index}(/.*)?$`)
    assert.deepEqual(problemsOf(parse(snippet.text)), [], String(count))
    const hidden = [...snippet.effects.values()].filter((effect) => effect === 'hide').length
    assert.equal(hidden > 0, refused > 0, `${hidden} of ${count} are refused`)
    assert.equal(
      snippet.limitations.some(({ what }) => /can have 32 rules/.test(what)),
      refused > 0,
    )
  }
  // What is too long for one rule is no condition of this target.
  const long = rendered(1, () => `^/${'x'.repeat(5_000)}$`)
  assert.deepEqual(problemsOf(parse(long.text)), [])
  assert.equal(long.effects.get('tool_0'), 'hide')
})

test('what the cluster refuses, the model of it refuses too', { skip }, () => {
  const { text } = rendered(2)
  for (const change of [
    (spec) => delete spec.backendRefs[0].kind && delete spec.backendRefs[0].group,
    (spec) => Object.assign(spec.backendRefs[0], { toolSelector: {} }),
    (spec) => Object.assign(spec.backendRefs[0], { toolSelector: { include: ['a'], includeRegex: ['a'] } }),
    (spec) => Object.assign(spec.backendRefs[0], { toolSelector: { exclude: ['a'], excludeRegex: ['a'] } }),
    (spec) => spec.backendRefs.push(spec.backendRefs[0]),
    (spec) => Object.assign(spec.parentRefs[0], { kind: 'Service' }),
    (spec) => Object.assign(spec.securityPolicy.authorization, { defaultAction: 'allow' }),
    (spec) => Object.assign(spec.securityPolicy.authorization.rules[0], { action: 'deny' }),
    (spec) => Object.assign(spec.securityPolicy.authorization.rules[0], { cel: 'x'.repeat(4_097) }),
    (spec) => Object.assign(spec.securityPolicy.authorization.rules[0].target, { tools: [] }),
    (spec) =>
      Object.assign(spec.securityPolicy.authorization.rules[0].target, {
        tools: Array.from({ length: 17 }, (_, index) => ({ backend: 'shop', tool: `t${index}` })),
      }),
    (spec) => Object.assign(spec.securityPolicy.authorization, { rules: Array.from({ length: 33 }, () => ({})) }),
    (spec) => Object.assign(spec.securityPolicy.authorization.rules[0], { when: 'true' }),
    // biome-ignore lint/suspicious/noExplicitAny: what is changed here is no resource any more.
  ] as ((spec: any) => unknown)[]) {
    const document = parse(text)
    change(document.spec)
    assert.notDeepEqual(problemsOf(document), [], String(change))
    assert.ok('problems' in simulateEnvoy(JSON.stringify(document), { serverKey: 'shop' }), String(change))
  }
  assert.ok(!('problems' in simulateEnvoy(text, { serverKey: 'shop' })))
})
