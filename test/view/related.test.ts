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
