import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingRows } from '../../src/view/findings.ts'
import { statedBound, statedRoot } from '../../src/view/stated-bound.ts'
import { catalogue, rate, rules } from './rated-tools.ts'

const tool = (description: string, about?: string, name = 'path') => ({
  name: 'read_thing',
  description,
  inputSchema: {
    type: 'object' as const,
    properties: { [name]: { type: 'string', ...(about ? { description: about } : {}) } },
  },
})
const rowsOf = (defined: ReturnType<typeof tool>) => {
  const [self] = rate([defined])
  assert.ok(self)
  return findingRows(self.findings, rules, {
    tool: self.tool,
    proposals: { checked: [], unchecked: [], boundless: [] },
  })
}
const isFree = (defined: ReturnType<typeof tool>) => rowsOf(defined).facts.some(({ rule }) => rule === 'F-FREE-PATH')

test('a path is called free only where the definition does not bound it', () => {
  assert.ok(isFree(tool('Read a file.', 'Path of the file')))
  assert.ok(isFree(tool('Read a file.', 'Absolute path, or relative to the working directory')))
  assert.ok(!isFree(tool('Read a file. Only works within allowed directories.', 'Path of the file')))
  assert.ok(!isFree(tool('Read a file of a site.', 'File path, relative to the document root')))
  for (const self of catalogue)
    if (statedBound(self.tool) !== undefined)
      assert.ok(!findingRows(self.findings, rules, self).facts.some(({ rule }) => rule === 'F-FREE-PATH'), self.label)
})

test('a bound is quoted as the definition states it', () => {
  assert.equal(
    statedBound(tool('Reads.\nOnly works within allowed directories. Fast.')),
    'Only works within allowed directories',
  )
  assert.equal(statedBound(tool('Works on files.')), undefined)
  assert.equal(
    statedRoot(tool('Get a file, relative to a website’s document root.')),
    'relative to a website’s document root',
  )
  assert.equal(statedRoot(tool('Get a file.', 'Path relative to the working directory')), undefined)
})

test('a schema without descriptions is not called a missing one', () => {
  const [row] = rowsOf(tool('Read a file.')).findings.filter(({ rule }) => rule === 'F-NO-SCHEMA')
  assert.equal(row?.title, 'No parameter has a description')
  assert.doesNotMatch(row?.about ?? '', /inputSchema/)
  const [none] = rate([{ name: 'read_thing', description: 'Read a thing.', inputSchema: undefined as never }])
  assert.ok(none)
  const title = findingRows(none.findings, rules).findings.find(({ rule }) => rule === 'F-NO-SCHEMA')?.title
  assert.match(title ?? '', /^No schema/)
})
