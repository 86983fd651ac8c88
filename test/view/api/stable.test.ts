import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ApiSchemaName, apiSchemas, publishedSchema } from '../../../src/view/api/documents.ts'

type Schema = { [key: string]: unknown }

/** What a schema promises, one line a member: where it is, its type or its closed list, and whether it is always there. */
function promises(name: string, root: Schema): string[] {
  const lines: string[] = []
  const walk = (schema: Schema, path: string, always: string, depth: number) => {
    const { $ref, type, enum: list, const: value, properties, items, required = [], anyOf, format, pattern } = schema
    if (typeof $ref === 'string') {
      const target = $ref === '#' ? root : (root['$defs'] as Record<string, Schema>)[$ref.slice('#/$defs/'.length)]
      // A definition that holds itself is written once.
      if (target && depth < 12) walk(target, path, always, depth + 1)
      return
    }
    const kind = list ?? (value === undefined ? (type ?? (anyOf ? 'anyOf' : 'any')) : [value])
    lines.push(
      `${name}${path} ${[kind].flat().join('|')}${format ? ` ${format}` : ''}${pattern ? ` ${pattern}` : ''}${always}`,
    )
    for (const [key, child] of Object.entries((properties ?? {}) as Record<string, Schema>))
      walk(child, `${path}.${key}`, (required as string[]).includes(key) ? ' required' : '', depth + 1)
    if (items) walk(items as Schema, `${path}[]`, '', depth + 1)
    for (const [at, child] of ((anyOf ?? []) as Schema[]).entries()) walk(child, `${path}(${at + 1})`, '', depth + 1)
  }
  walk(root, '', '', 0)
  return [...new Set(lines)]
}

/** What was promised and is no longer kept. */
const broken = (promised: readonly string[], now: readonly string[]) => promised.filter((line) => !now.includes(line))

const now = (Object.keys(apiSchemas) as ApiSchemaName[])
  .flatMap((name) => promises(name, publishedSchema(name) as Schema))
  .sort()
const file = fileURLToPath(new URL('expected/v1.txt', import.meta.url))
const recorded = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []

test('v1 keeps every member, type and closed list that it ever had; a new member is recorded', () => {
  // Nothing takes a line out of the file: what is no longer true of v1 needs a v2.
  assert.deepEqual(broken(recorded, now), [])
  const added = broken(now, recorded)
  if (added.length > 0 && process.env['UPDATE_EXPECTED']) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      `${[...recorded, ...added]
        .filter((line) => line !== '')
        .sort()
        .join('\n')}\n`,
    )
  } else assert.deepEqual(added, [], 'record new members with UPDATE_EXPECTED=1')
})

test('a member that goes, changes its type, becomes optional or gets another list breaks the promise', () => {
  const schema = publishedSchema('tool-row') as { properties: Record<string, Schema>; required: string[] }
  const before = promises('tool-row', schema)
  assert.deepEqual(
    broken(
      before,
      promises('tool-row', { ...schema, properties: { ...schema.properties, later: { type: 'string' } } }),
    ),
    [],
  )
  const { slug: _, ...others } = schema.properties
  for (const wrong of [
    { ...schema, properties: others },
    { ...schema, properties: { ...schema.properties, slug: { type: 'integer' } } },
    { ...schema, required: schema.required.filter((key) => key !== 'slug') },
    { ...schema, properties: { ...schema.properties, severity: { type: 'string', enum: ['Low', 'High'] } } },
  ])
    assert.equal(broken(before, promises('tool-row', wrong)).length, 1)
})
