import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manifestSchema } from '../../src/schema/manifest.ts'
import { archivedWords, endWords } from '../../src/view/archived-words.ts'
import { content } from './rated-tools.ts'

// Source: "Archived" in the README of github.com/modelcontextprotocol/servers at 76d64c82.
const ARCHIVED = ['brave-search', 'github', 'google-maps', 'postgres', 'slack']

test('a reference server that is archived points to the archive and says since when', () => {
  const found: string[] = []
  for (const { package: name, repository = '', archived } of content.manifests.values()) {
    const reference = name.startsWith('@modelcontextprotocol/server-')
    const id = name.replace('@modelcontextprotocol/server-', '')
    const isArchived = reference && ARCHIVED.includes(id)
    assert.equal(archived !== undefined, isArchived, name)
    if (isArchived) found.push(id)
    if (reference)
      assert.equal(
        repository,
        isArchived
          ? `https://github.com/modelcontextprotocol/servers-archived/tree/main/src/${id}`
          : 'https://github.com/modelcontextprotocol/servers',
      )
  }
  assert.deepEqual(found.sort(), ARCHIVED)
})

test('a package that its own README ends is said to be so, with a successor', () => {
  // Source: "Deprecation Notice" in the README of github.com/makeplane/plane-mcp-server at 0344cb49.
  const plane = content.manifests.get('plane')
  assert.ok(plane?.deprecated?.successor)
  assert.equal(
    endWords(plane),
    'Its authors call it “deprecated and no longer maintained”, so expect no security updates.',
  )
})

test('an archived server is said to get no security updates, with its date', () => {
  assert.equal(
    archivedWords({ since: '2025-05-29' }),
    'Its source code has been archived since 29 May 2025, so it gets no security updates.',
  )
  const manifest = { title: 'x', about: 'x', package: 'x', version: '1', licence: 'MIT', entry: 'x.js' }
  assert.equal(manifestSchema.safeParse({ ...manifest, archived: { since: 'May 2025' } }).success, false)
})
