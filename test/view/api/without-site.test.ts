import assert from 'node:assert/strict'
import { test } from 'node:test'

delete process.env['POLICYBOOK_SITE']
delete process.env['POLICYBOOK_BASE']
const { machineOutput } = await import('../../../src/view/api/machine-output.ts')
const { leftOut, machineFiles } = await import('../../../src/view/api/machine-files.ts')
const { apiPage } = await import('../../../src/view/api/api-page.ts')
const { pictureOf, feedMetadata } = await import('../../../src/view/metadata.ts')
const { hostileSite } = await import('./hostile-catalogue.ts')

const site = hostileSite()

test('a site that does not know its own address writes nothing that needs one, and says so', () => {
  const urls = [...machineOutput(site, ['index.html'])].map(({ url }) => url)
  assert.ok(urls.includes('/api/v1/index.json') && urls.includes('/llms.txt'))
  assert.deepEqual(
    urls.filter((url) => /\.atom$|sitemap|v0\.1/.test(url)),
    [],
  )
  const missing = leftOut().map(({ name }) => name)
  assert.deepEqual(missing, ['MCP registry', 'Feed of definitions', 'Feed of attacks', 'Sitemap'])
  assert.ok(!machineFiles().some(({ name }) => missing.includes(name)))
  assert.deepEqual(apiPage(site).missing, missing)
  assert.equal(pictureOf({}), undefined)
  assert.deepEqual(feedMetadata('x', '/x'), {})
})

test('its documents have addresses from the root of the host, and name their schemas so', () => {
  const file = [...machineOutput(site, [])].find(({ url }) => url === '/api/v1/servers/plain.json')
  const value = JSON.parse(file?.text as string)
  assert.equal(value.$schema, '/api/v1/schemas/server.json')
  assert.equal(value.urls.page, '/servers/plain')
  assert.match(apiPage(site).examples[0]?.code ?? '', /https:\/\/YOUR-HOST\/api/)
})
