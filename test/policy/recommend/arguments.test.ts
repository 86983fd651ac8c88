import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { formats } from '../../../src/policy/formats/index.ts'
import { proposals, withArguments } from '../../../src/policy/recommend/arguments.ts'
import { holds } from '../../../src/policy/verify/conditions.ts'
import { verifySnippet } from '../../../src/policy/verify/index.ts'
import { sampleArguments } from '../../../src/policy/verify/sample-arguments.ts'
import { argumentFamiliesSchema } from '../../../src/schema/argument-families.ts'
import type { Json, Tool } from '../../../src/schema/tool.ts'
import { rule } from '../formats/rule.ts'

const families = argumentFamiliesSchema.parse(
  parse(readFileSync(new URL('../../../content/arguments.yaml', import.meta.url), 'utf8')),
)
const taking = (properties: Record<string, Json>): Tool => ({
  name: 'do_it',
  inputSchema: { type: 'object', properties },
})
const conditionOf = (id: string) => families.find((family) => family.id === id)?.conditions ?? []
const passes = (id: string, value: unknown) =>
  conditionOf(id).every(({ op, value: wanted }) =>
    holds(
      value,
      op,
      JSON.parse(
        JSON.stringify(wanted).replaceAll('YOUR-HOST\\\\.example', 'a\\\\.example').replaceAll('YOUR/FOLDER', 'work'),
      ),
    ),
  )

for (const [family, good, bad] of [
  [
    'url',
    ['https://a.example', 'https://a.example/x/y.html'],
    [
      'http://a.example',
      'https://a.example.evil.example/',
      'https://evil.example/a.example',
      'https://a.example@evil.example',
      'https://a.example/?q=secret',
      'https://169.254.169.254/',
      'https://a.example/\nx',
    ],
  ],
  [
    'path',
    ['/work', '/work/a/b c.txt'],
    ['/work/../etc/passwd', '/work/.ssh/id', '/etc/passwd', '/workers', 'work', '/work/a/..', '/work/a\n/etc'],
  ],
  ['amount', [1, 100], [0, -5, 101, '1']],
  ['dry-run', [true], [false, undefined]],
  ['force', [undefined], [true, false]],
  ['size', [1, 100], [101, undefined, '5']],
  ['branch', ['topic'], ['main', 'master', undefined]],
  ['visibility', ['private'], ['public', undefined]],
  ['secret', [undefined], ['hunter2', '']],
] as const)
  test(`a condition on ${family} lets through what is right and nothing else`, () => {
    for (const value of good) assert.ok(passes(family, value), JSON.stringify(value))
    for (const value of bad) assert.ok(!passes(family, value), JSON.stringify(value))
  })

test('nothing is demanded of a parameter that the schema does not have, or has with another type', () => {
  const found = (properties: Record<string, Json>) =>
    proposals(taking(properties), families).map(({ parameter }) => parameter)
  assert.deepEqual(found({ filePath: { type: 'string' }, other: { type: 'string' } }), ['filePath'])
  assert.deepEqual(found({ path: { type: 'integer' }, limit: { type: 'string' }, force: { type: 'string' } }), [])
  assert.deepEqual(found({ branch: { type: 'string', enum: ['a'] } }), [])
  assert.deepEqual(
    found({ amount: { type: ['integer', 'null'] }, url: { anyOf: [{ type: 'string' }, { type: 'null' }] } }),
    ['amount', 'url'],
  )
  assert.deepEqual(found({ 'a.path': { type: 'string' }, '': { type: 'string' } }), [])
  assert.deepEqual(proposals({ name: 'x', inputSchema: 'none' }, families), [])
})

test('every family can be met, and every format keeps it or is stricter', () => {
  for (const { id, names, type } of families) {
    const name = {
      url: 'url',
      path: 'path',
      amount: 'amount',
      recipient: 'to',
      force: 'force',
      'dry-run': 'dry_run',
      size: 'limit',
      branch: 'branch',
      visibility: 'visibility',
      secret: 'password',
    }[id] as string
    assert.match(name, new RegExp(names, 'i'))
    const found = proposals(taking({ [name]: { type } }), families)
    assert.deepEqual(
      found.map(({ family }) => family.id),
      [id],
    )
    const opened = withArguments(rule('do_it', 'deny'), found)
    assert.ok(sampleArguments(opened.conditions), id)
    for (const format of formats)
      assert.deepEqual(
        verifySnippet(format.render([opened], { rest: 'deny', serverKey: 'shop' }), [opened], 'deny'),
        [],
        format.id,
      )
  }
})

test('whatever a schema is, no throw and only top parameters', () => {
  const names = fc.constantFrom('path', 'url', 'to', '__proto__', 'a.path', 'amount', 'x')
  const schema = fc.oneof(
    fc.jsonValue(),
    fc.record({ properties: fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.constant({ type: 'string' }))) }),
  )
  fc.assert(
    fc.property(schema, (inputSchema) => {
      const tool = { name: 'x', inputSchema } as Tool
      for (const { parameter } of proposals(tool, families))
        assert.ok(Object.hasOwn((inputSchema as { properties: object }).properties, parameter))
    }),
  )
})
