import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAdvisories } from '../../src/cli/check-advisories.ts'
import type { Advisory } from '../../src/schema/advisory.ts'
import { advisoriesData, affectedServers, serverAdvisories, toolAdvisories } from '../../src/view/advisories.ts'
import type { Site, SiteServer, SiteTool } from '../../src/view/site.ts'
import { content } from './rated-tools.ts'

/** A server of the catalogue with these tools; its version can be another. */
function serverOf(id: string, names: string[], change: object = {}): SiteServer {
  const manifest = { ...content.manifests.get(id), ...change } as SiteServer['manifest']
  const server = { id, manifest } as SiteServer
  server.tools = names.map((name) => ({ server, tool: { name }, href: `/servers/${id}/${name}` }) as SiteTool)
  return server
}
const siteOf = (...servers: SiteServer[]) =>
  ({ content, servers, byId: new Map(servers.map((one) => [one.id, one])) }) as unknown as Site
const ids = (rows: { advisory: Advisory }[]) => rows.map(({ advisory }) => advisory.id)

test('the servers whose version is known to be vulnerable are those of the records', () => {
  const servers = [...content.manifests.keys()].map((id) => serverOf(id, []))
  const named = new Set(affectedServers(siteOf(...servers), servers).map((line) => line.split(' ')[0]))
  assert.deepEqual([...named].sort(), ['desktop-commander', 'postgres', 'slack'])
})

test('a page says the score, the fixed version, the attack and the tools', () => {
  const slack = serverOf('slack', ['slack_post_message', 'slack_get_users'])
  const site = siteOf(slack)
  const [row] = serverAdvisories(site, slack)
  assert.equal(row?.advisory.id, 'CVE-2025-34072')
  assert.equal(row.status, '2025.4.25 is affected. No fixed version is known.')
  assert.equal(row.rating, 'CVSS 4.0: 9.3, critical (by VulnCheck)')
  assert.equal(row.href, 'https://www.cve.org/CVERecord?id=CVE-2025-34072')
  assert.match(row.attack?.href ?? '', /\/attacks\/slack-mcp-unfurl$/)
  assert.deepEqual(row.tools, [
    { name: 'slack_post_message', href: '/servers/slack/slack_post_message' },
    { name: 'slack_reply_to_thread', href: undefined },
  ])
  const [post, users] = slack.tools as [SiteTool, SiteTool]
  assert.deepEqual(ids(toolAdvisories(site, post)), ['CVE-2025-34072'])
  assert.deepEqual(ids(toolAdvisories(site, users)), [])
})

test('a version that is not affected is said to be fixed, after those that are', () => {
  const git = serverOf('git', [])
  assert.equal(serverAdvisories(siteOf(git), git)[0]?.status, '2.15.3 is not affected: fixed in 2.1.5.')
  const mixed = serverOf('desktop-commander', [], { version: '0.2.40' })
  const rows = serverAdvisories(siteOf(mixed), mixed)
  assert.deepEqual(
    rows.map(({ affected }) => affected),
    rows.map(({ affected }) => affected).toSorted((a, b) => Number(b) - Number(a)),
  )
  assert.ok(ids(rows.filter(({ affected }) => affected)).includes('desktop-commander-symlinked-parent'))
  assert.ok(ids(rows.filter(({ affected }) => !affected)).includes('CVE-2025-11491'))
})

test('the data for programs have the record and the servers', () => {
  const slack = serverOf('slack', [])
  const all = advisoriesData(siteOf(slack)) as { id: string; record: unknown; catalogue: object[] }[]
  const own = all.find(({ id }) => id === 'CVE-2025-34072')
  assert.ok(own?.record)
  assert.deepEqual(own.catalogue, [{ server: 'slack', version: '2025.4.25', affected: true }])
})

test('a version in a range without a reason, a reason without a range, and unknown tools are problems', () => {
  const check = (id: string, change: object, names: string[] = []) => {
    const server = serverOf(id, names, change)
    const all = { ...content, manifests: new Map([[id, server.manifest]]) }
    return checkAdvisories('content', { content: all, byId: new Map([[id, server]]) }).map(({ what }) => what)
  }
  const tools = ['slack_post_message']
  assert.deepEqual(check('slack', {}, tools), [])
  assert.match(check('slack', { keptBecause: undefined }, tools).join(), /has known vulnerabilities: CVE-2025-34072/)
  assert.match(check('git', { keptBecause: 'Why not.' }).join(), /no advisory is about 2\.15\.3/)
  assert.match(check('slack', {}, ['other']).join(), /has none of slack_post_message, slack_reply_to_thread/)
})

test('the catalogue passes', () => {
  const byId = new Map<string, SiteServer>()
  assert.deepEqual(checkAdvisories('content', { content, byId }), [])
})
