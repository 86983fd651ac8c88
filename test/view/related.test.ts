import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServerData } from '../../src/schema/manifest.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { related } from '../../src/view/related.ts'
import type { Site, SiteTool } from '../../src/view/site.ts'
import { content, rate, rules } from './rated-tools.ts'

const given = { type: 'object', properties: { id: { type: 'string' } } }
const tool = (name: string, description: string, inputSchema: Tool['inputSchema'] = given): Tool => ({
  name,
  description,
  inputSchema,
})

function server(id: string, about: string, data: ServerData, tools: readonly Tool[]): SiteTool[] {
  const rated = rate(tools, id, data)
  for (const one of rated) {
    Object.assign(one.server, { id, manifest: { ...one.server.manifest, about, data, env: {}, needs: [] } })
    Object.assign(one, { slug: one.tool.name })
  }
  return rated
}

const all = [
  ...server('tracker', 'Tracks issues, labels and projects of a team.', 'private', [
    tool('create_label', 'Create a label.'),
    tool('create_issue', 'Create an issue.'),
    tool('list_issues', 'List issues.'),
    tool('list_related_issues', 'List related issues.'),
    tool('get_user', 'Get the current user.', { type: 'object', properties: {} }),
    tool('list_projects', 'List projects.'),
  ]),
  ...server('board', 'Projects with issues and labels.', 'private', [
    tool('addLabel', 'Add a new label.'),
    tool('get_issues', 'Returns list of issues.'),
    tool('update_issue', 'Update an issue.'),
    tool('get_user', 'Get a user by id.'),
    tool('getProjectUsers', 'List the users of a project.'),
  ]),
  ...server('database', 'Hosts databases with projects.', 'private', [tool('list_projects', 'List projects.')]),
  ...server('disk', 'Issues and labels in local files.', 'own machine', [tool('create_label', 'Create a label.')]),
]
const servers = [...new Set(all.map((one) => one.server))]
const site: Site = { content, rules, servers, tools: all, byId: new Map(servers.map((one) => [one.id, one])) }
const elsewhere = (id: string, name: string) =>
  related(site, all.find((one) => one.server.id === id && one.tool.name === name) as SiteTool).elsewhere.map(
    (one) => `${one.server.id}/${one.tool.name}`,
  )

test('the same on other servers is the same verb and the same object, whatever the name looks like', () => {
  assert.deepEqual(elsewhere('tracker', 'create_label'), ['board/addLabel'])
  assert.deepEqual(elsewhere('tracker', 'list_issues'), ['board/get_issues'])
  assert.deepEqual(elsewhere('board', 'get_issues'), ['tracker/list_issues'])
})

test('a verb alone, a narrower object, another holder or another kind of server is not the same', () => {
  for (const name of ['create_issue', 'list_related_issues', 'get_user', 'list_projects'])
    assert.deepEqual(elsewhere('tracker', name), [], name)
  for (const name of ['update_issue', 'getProjectUsers']) assert.deepEqual(elsewhere('board', name), [], name)
  assert.deepEqual(elsewhere('disk', 'create_label'), [])
  assert.deepEqual(elsewhere('database', 'list_projects'), [])
})

test('the same name is the same act in another spelling or language, where both servers are about the same things', () => {
  const more = [
    ...server('maps-one', 'Maps: geocoding, routes, places and weather.', 'public', [
      tool('maps_regeocode', '将经纬度坐标转换为地址'),
      tool('maps_weather', '查询天气'),
      tool('maps_geo', '查询坐标'),
    ]),
    ...server('maps-two', 'Geocoding, places and elevation.', 'public', [
      tool('reverse_geocode', 'Convert coordinates into an address.'),
      tool('get_users', 'Get users.'),
    ]),
    ...server('chat', 'People and their messages.', 'public', [tool('weather', 'Say how the weather is.')]),
  ]
  const own = [...new Set(more.map((one) => one.server))]
  const other: Site = { ...site, servers: own, tools: more, byId: new Map(own.map((one) => [one.id, one])) }
  const found = (name: string) =>
    related(other, more.find((one) => one.tool.name === name) as SiteTool).elsewhere.map((one) => one.tool.name)
  assert.deepEqual(found('maps_regeocode'), ['reverse_geocode'])
  assert.deepEqual(found('reverse_geocode'), ['maps_regeocode'])
  assert.deepEqual(found('maps_weather'), [])
})

test('tools of another product of the same server are not related, whatever their objects are called', () => {
  const cloud = server('cloud', 'Runs workers, stores objects and buckets.', 'private', [
    ...['list_objects', 'get_object', 'delete_object', 'list_buckets'].map((name) =>
      tool(`r2_${name}`, `${name.replace('_', ' ')}.`),
    ),
    ...['alarm_list', 'alarm_set', 'alarm_delete', 'list_objects'].map((name) =>
      tool(`do_${name}`, `${name.replace('_', ' ')} of an object.`, {
        type: 'object',
        properties: { object_id: { type: 'string' } },
        required: ['object_id'],
      }),
    ),
    ...Array.from({ length: 6 }, (_, index) => tool(`worker_${index}_get`, 'Get a worker.')),
  ])
  const [one] = [...new Set(cloud.map((each) => each.server))]
  const other: Site = { ...site, servers: one ? [one] : [], tools: cloud, byId: new Map() }
  const alarm = cloud.find(({ tool: { name } }) => name === 'do_alarm_list') as SiteTool
  const { siblings } = related(other, alarm)
  assert.ok(siblings.some(({ tool: { name } }) => name === 'do_alarm_set'))
  assert.deepEqual(
    siblings.filter(({ tool: { name } }) => !name.startsWith('do_')),
    [],
  )
})

test('safer tools do the same to the same things with less harm, and what a definition names comes first', () => {
  const shop = server('shop', 'Orders of a shop.', 'private', [
    tool('delete_order', 'Permanently delete an order.'),
    tool('get_order_count', 'Get how many orders there are.'),
    tool('update_order', 'Update an order. Prefer get_order_count.'),
    tool('delete_all_orders', 'Delete all orders.'),
  ])
  const [one] = [...new Set(shop.map((each) => each.server))]
  const other: Site = { ...site, servers: one ? [one] : [], tools: shop, byId: new Map() }
  const safer = (name: string) =>
    related(other, shop.find((each) => each.tool.name === name) as SiteTool).safer.map(({ tool: { name: own } }) => own)
  // A count does not serve who wants to delete, and an update does not either.
  assert.deepEqual(safer('delete_order'), [])
  assert.deepEqual(safer('delete_all_orders'), ['delete_order'])
  assert.deepEqual(safer('get_order_count'), [])
  const update = shop.find((each) => each.tool.name === 'update_order') as SiteTool
  assert.deepEqual(
    related(other, update).named.map(({ tool: { name } }) => name),
    ['get_order_count'],
  )
})

const names = (self: SiteTool) => related(site, self).siblings.map(({ tool: { name } }) => name)

test('related tools of a server are about the same things, or return the ids that a call needs', () => {
  const id = (name: string, description = '') => ({
    type: 'object' as const,
    properties: { [name]: { type: 'string', description } },
    required: [name],
  })
  const host = server('host', 'Hosts websites with mail and cron jobs.', 'private', [
    ...['Website', 'Domain', 'Mailbox', 'Database', 'Certificate'].flatMap((thing) => [
      tool(`list${thing}sV1`, `List ${thing.toLowerCase()}s.`),
      tool(`delete${thing}V1`, `Delete a ${thing.toLowerCase()}.`, id(`${thing.toLowerCase()}Id`)),
    ]),
    tool('listCronJobsV1', 'List cron jobs.'),
    tool('deleteCronJobV1', 'Delete a cron job.', id('uid')),
    tool(
      'getCronJobOutputV1',
      'Returns the output of the cron job.',
      id('uid', 'Identifier of the cron job, as returned by the list cron jobs endpoint.'),
    ),
    tool('renderReportV1', 'Renders a report.', id('mailbox')),
  ])
  const one = (name: string) => host.find((each) => each.tool.name === name) as SiteTool
  assert.deepEqual(new Set(names(one('getCronJobOutputV1'))), new Set(['listCronJobsV1', 'deleteCronJobV1']))
  assert.equal(names(one('getCronJobOutputV1'))[0], 'listCronJobsV1')
  assert.deepEqual(names(one('deleteWebsiteV1')), ['listWebsitesV1'])
  // Nothing is about reports; a mailbox is what the call needs.
  assert.deepEqual(names(one('renderReportV1')), ['listMailboxsV1'])
})

test('a server with few tools lists them all, and a tool never itself', () => {
  const [label, issue] = server('small', 'Two tools.', 'private', [
    tool('create_label', 'Create a label.'),
    tool('close_issue', 'Close an issue.'),
  ])
  assert.deepEqual(names(label as SiteTool), ['close_issue'])
  assert.deepEqual(names(issue as SiteTool), ['create_label'])
})
