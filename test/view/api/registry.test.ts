import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { RegistryEntry } from '../../../src/view/api/mcp-registry.ts'

process.env['POLICYBOOK_SITE'] = 'https://docs.example.org'
process.env['POLICYBOOK_BASE'] = '/tools'
const { namespaceOf, registryEntries, registryFiles } = await import('../../../src/view/api/mcp-registry.ts')
const { hostileSite } = await import('./hostile-catalogue.ts')

const site = hostileSite()
const entries = registryEntries(site)

// docs/reference/server-json/draft/server.schema.json of modelcontextprotocol/registry, or that of 2025-12-11.
const schema = join(process.env['POLICYBOOK_SHARED_SCHEMAS'] ?? '', 'mcp-registry/server.schema.json')
const skip = !existsSync(schema) && 'POLICYBOOK_SHARED_SCHEMAS names no folder with mcp-registry/server.schema.json'

test('an entry is a server.json by the registry’s schema', { skip }, () => {
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))
  for (const { server } of entries) assert.ok(validate(server), `${server.name} ${JSON.stringify(validate.errors)}`)
  const [first] = entries
  assert.ok(!validate({ ...first?.server, name: 'no name space' }))
  assert.ok(!validate({ ...first?.server, description: 'x'.repeat(101) }))
})

test('an entry keeps the limits of server.json, and says no more than is known', () => {
  assert.equal(entries.length, site.servers.length)
  for (const { server, _meta } of entries) {
    assert.match(server.name, /^org\.example\.docs\/[a-zA-Z0-9._-]+$/)
    assert.ok(server.description.length >= 1 && server.description.length <= 100)
    assert.ok(server.title.length >= 1 && server.title.length <= 100)
    assert.doesNotMatch(server.version, /^(latest$|[~^<>=]|.*[x*]$)/)
    for (const one of server.packages) assert.deepEqual([one.registryType, one.transport.type], ['npm', 'stdio'])
    assert.deepEqual(_meta, {})
  }
  const none = entries.find(({ server }) => server.name.endsWith('/none'))?.server
  assert.deepEqual(none?.packages[0]?.environmentVariables, [
    { name: 'API_TOKEN', isRequired: true, isSecret: true },
    { name: 'API_URL', isRequired: true },
  ])
  assert.deepEqual(none?.repository, { url: 'https://github.com/scope/none', source: 'github' })
})

test('the files are the three paths that clients ask for, each with .json behind it', () => {
  const files = registryFiles(site)
  const list = files.get('/tools/v0.1/servers.json') as { servers: RegistryEntry[]; metadata: { count: number } }
  assert.equal(list.metadata.count, list.servers.length)
  for (const entry of list.servers)
    for (const path of ['latest', entry.server.version])
      assert.deepEqual(files.get(`/tools/v0.1/servers/${entry.server.name}/versions/${path}.json`), entry)
  assert.equal(files.size, 1 + 2 * list.servers.length)
})

test('the name space is the host from right to left, and without a host there is no list', () => {
  assert.equal(namespaceOf('https://a.b-c.example:8443/x'), 'example.b-c.a')
  assert.deepEqual(registryEntries(site, ''), [])
})

test('a server that was not launched from npm is not listed', () => {
  const [first] = site.servers
  assert.ok(first)
  const source = { kind: 'import' as const, name: 'x' }
  assert.deepEqual(registryEntries({ servers: [{ ...first, snapshot: { ...first.snapshot, source } }] }), [])
})
