import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../../src/schema/tool.ts'
import { parameters } from '../../src/view/parameters.ts'

const brief = (schema: Json) =>
  parameters(schema).map(
    ({ name, depth, type, required }) => `${' '.repeat(depth)}${name}${required ? '!' : ''}: ${type}`,
  )

test('types, required, defaults and values', () => {
  const [mode, count] = parameters({
    type: 'object',
    properties: {
      mode: { type: 'string', enum: ['a', 'b'], description: 'How' },
      count: { type: ['integer', 'null'], default: 3, minimum: 1, maximum: 9 },
    },
    required: ['mode'],
  })
  assert.deepEqual([mode?.required, mode?.values, mode?.description], [true, ['"a"', '"b"'], 'How'])
  assert.deepEqual([count?.type, count?.default, count?.limits], ['integer or null', '3', ['at least 1', 'at most 9']])
})

test('nested objects and arrays of objects stand below their parents', () => {
  assert.deepEqual(
    brief({
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
      },
    }),
    ['list: array of object', ' id!: string'],
  )
})

test('references into $defs and into properties are resolved', () => {
  const schema = {
    $defs: { when: { type: 'object', properties: { day: { type: 'integer' } } } },
    properties: { from: { $ref: '#/$defs/when' }, to: { $ref: '#/properties/from' } },
  }
  assert.deepEqual(brief(schema), ['from: object', ' day: integer', 'to: object', ' day: integer'])
})

test('a recursive reference stops and says so', () => {
  const rows = parameters({
    $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
    properties: { root: { $ref: '#/$defs/node' } },
  })
  assert.deepEqual(
    rows.map(({ name, cut }) => [name, cut]),
    [
      ['root', undefined],
      ['next', 'refers to one of its own parents'],
    ],
  )
})

test('a reference to another document is named and not followed', () => {
  assert.deepEqual(brief({ properties: { a: { $ref: 'https://example.com/x.json' } } }), [
    'a: unresolved reference https://example.com/x.json',
  ])
})

test('the alternatives of anyOf give their members', () => {
  assert.deepEqual(brief({ anyOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: true } }] }), [
    'a: string',
    'b: anything',
  ])
})

test('a huge schema is cut, and the cut is said', () => {
  const properties = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`p${index}`, { type: 'string' }]))
  const rows = parameters({ properties })
  assert.equal(rows.length, 600)
  assert.match(rows.at(-1)?.cut ?? '', /300 more rows/)
})

test('no JSON value at all makes it throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void parameters({ properties: { a: value as Json } })))
  for (const schema of [undefined, null, true, [], 'text', { properties: [] }, { properties: { a: { $ref: '#' } } }])
    parameters(schema as Json)
})
