import assert from 'node:assert/strict'
import { test } from 'node:test'
import { propertiesOf } from '../../src/risk/properties.ts'
import type { Json } from '../../src/schema/tool.ts'
import { named, rate } from './rules.ts'

const O = { properties: { command: { type: 'string' } } }

for (const [where, inputSchema, field] of [
  ['the top', O, '/inputSchema/properties/command'],
  ['an object', { properties: { options: O } }, '/inputSchema/properties/options/properties/command'],
  ['a list', { properties: { steps: { items: O } } }, '/inputSchema/properties/steps/items/properties/command'],
  ['a choice', { oneOf: [{}, O] }, '/inputSchema/oneOf/1/properties/command'],
  [
    'a reference',
    { properties: { o: { $ref: '#/$defs/O' } }, $defs: { O } },
    '/inputSchema/$defs/O/properties/command',
  ],
] as const)
  test(`a command is found at ${where}`, () => {
    const rated = rate(named('foo', '', { inputSchema }))
    assert.equal(rated.category, 'Execute')
    assert.deepEqual(
      rated.evidence.map((one) => [one.rule, one.field, one.start, one.end, one.quote]),
      [
        ['Z-COMMAND', field, 0, 7, 'command'],
        ['S-COMMAND', field, 0, 7, 'command'],
      ],
    )
  })

test('names are escaped in pointers', () => {
  const found = propertiesOf({ properties: { 'a/b~c': { properties: { d: true } } } }, '/inputSchema')
  assert.deepEqual(
    found.map(({ pointer }) => pointer),
    ['/inputSchema/properties/a~1b~0c', '/inputSchema/properties/a~1b~0c/properties/d'],
  )
})

const circle: { properties: Record<string, Json> } = { properties: {} }
circle.properties['self'] = circle as unknown as Json
let deep: Json = O as unknown as Json
for (let depth = 0; depth < 50_000; depth++) deep = { properties: { a: deep } }
const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`command${index}`, true]))

for (const [what, inputSchema] of Object.entries({
  'true as a schema': true,
  'false as a schema': false,
  'null as a schema': null,
  'a list as a schema': [1, [2]],
  'a list of properties': { properties: [{}] },
  'properties without a schema': { properties: { command: null, sql: 3, code: 'x' } },
  'a reference to itself': { $ref: '#' },
  'references in a circle': {
    properties: { a: { $ref: '#/$defs/A' } },
    $defs: { A: { $ref: '#/$defs/B' }, B: { allOf: [{ $ref: '#/$defs/A' }] } },
  },
  'references to nothing': { anyOf: [{ $ref: '#/$defs/None' }, { $ref: 'https://example.com/' }, { $ref: 5 }] },
  'a reference to a built-in member': { $ref: '#/constructor/prototype' },
  'an object that holds itself': circle,
  'a very deep schema': deep,
  'a very wide schema': { properties: wide },
  'an action without texts': { properties: { action: { enum: [null, 1, {}, ['delete']] } } },
}))
  test(`${what} gives an assessment`, () => {
    const { category } = rate(named('get_file', 'Get a file', { inputSchema }))
    assert.equal(category, 'Read')
  })

test('a schema gives at most a fixed number of properties', () => {
  assert.equal(propertiesOf({ properties: wide }, '/inputSchema').length, 300)
})
