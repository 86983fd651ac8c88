import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publisherWords } from '../../src/view/publisher-words.ts'
import { site } from '../../src/view/site.ts'

test('a server of somebody else says whose service it reaches', () => {
  assert.equal(
    publisherWords({ name: 'zereight', kind: 'community', service: 'GitLab' }),
    'Community server by zereight, not by GitLab',
  )
  assert.equal(publisherWords({ name: 'Hostinger', kind: 'official' }), 'Official server by Hostinger')
})

test('no official server is another’s, and every reference server is of the protocol’s own npm scope', () => {
  for (const { id, manifest } of site().servers) {
    assert.ok(manifest.publisher, id)
    const { kind, service } = manifest.publisher
    if (kind === 'official') assert.equal(service, undefined, id)
    assert.equal(kind === 'reference', manifest.package.startsWith('@modelcontextprotocol/'), id)
  }
})
