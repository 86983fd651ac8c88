import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trifecta } from '../../src/risk/trifecta.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { traitIds } from '../../src/schema/trait.ts'
import { content, named, rate, rules } from './rules.ts'

const taking = (name: string, description: string, ...parameters: string[]): Tool =>
  named(name, description, {
    inputSchema: { properties: Object.fromEntries(parameters.map((one) => [one, { type: 'string' }])) },
  })
const traitsOf = (tool: Tool) => rate(tool).traits.map(({ trait }) => trait)

// For each trait a tool that has it and a neighbour that has not.
const cases = {
  'reads-private': [named('read_inbox', 'Read the newest mail.'), named('get_time', 'Get the time.')],
  'sees-untrusted': [taking('fetch', 'Fetch a web page.', 'url'), named('list_teams', 'List teams.')],
  'sends-out': [named('send_email', 'Send an email.'), named('read_email', 'Read an email.')],
  'runs-code': [taking('run', 'Execute Python code.', 'code'), named('start_timer', 'Start a timer.')],
  'installs-package': [named('pip_install', 'Install packages.'), named('list_packages', 'List packages.')],
  'changes-access': [named('add_collaborator', 'Add a collaborator.'), named('get_permissions', 'Get permissions.')],
  'deletes-container': [named('delete_all_rows', 'Delete all rows.'), named('delete_comment', 'Delete a comment.')],
  'deletes-one': [named('delete_comment', 'Delete a comment.'), named('delete_database', 'Delete a database.')],
  'moves-money': [named('pay_invoice', 'Pay an invoice.'), named('list_invoices', 'List invoices.')],
  'reads-local-file': [
    taking('read_file', 'Read a file from the local disk.', 'path'),
    taking('get_file', 'Get a file of a GitHub repository.', 'owner', 'repo', 'path'),
  ],
  'writes-local-file': [
    taking('export_chart', 'Render a chart and save it.', 'output_path'),
    taking('read_file', 'Read a file from the local disk.', 'path'),
  ],
  'remote-path': [
    taking('get_file', 'Get a file of a GitHub repository.', 'owner', 'repo', 'path'),
    taking('read_file', 'Read a file from the local disk.', 'path'),
  ],
  'reads-secrets': [named('get_secret', 'Get a secret.'), named('delete_secret', 'Delete a secret.')],
  production: [named('deploy_release', 'Deploy a release to production.'), named('create_note', 'Create a note.')],
  'free-url': [
    taking('fetch', 'Fetch a web page.', 'url'),
    named('fetch', 'Fetch the start page.', { inputSchema: { properties: { url: { const: 'a' } } } }),
  ],
  'free-sql': [taking('query', 'Run a SQL query.', 'query'), taking('search', 'Search for pages.', 'query')],
} satisfies Record<(typeof traitIds)[number], [Tool, Tool]>

for (const [trait, [has, lacks]] of Object.entries(cases))
  test(`${trait} is seen, and not on its neighbour`, () => {
    const id = trait as keyof typeof cases
    assert.ok(traitsOf(has).includes(id), `seen: ${traitsOf(has)}`)
    assert.ok(!traitsOf(lacks).includes(id), `seen: ${traitsOf(lacks)}`)
  })

test('every trait has rules, and the trifecta has its three legs', () => {
  assert.deepEqual(content.risk.traits.map(({ id }) => id).sort(), [...traitIds].sort())
  assert.deepEqual(
    content.risk.traits
      .flatMap(({ legs }) => legs)
      .filter((leg, at, all) => all.indexOf(leg) === at)
      .sort(),
    ['outward', 'private', 'untrusted'],
  )
})

test('the trifecta is complete only with all three, names its tools, and the leg that is easiest to break', () => {
  const tools = [
    named('read_inbox', 'Read the newest mail.'),
    named('list_contacts', 'List contacts.'),
    taking('fetch_page', 'Fetch a web page.', 'page'),
    named('post_tweet', 'Post a tweet.'),
  ].map((tool) => ({ name: tool.name, assessment: rate(tool) }))
  const whole = trifecta(tools, rules)
  assert.equal(whole.complete, true)
  assert.deepEqual(
    whole.legs.outward.map(({ tool }) => tool.name),
    ['post_tweet'],
  )
  assert.equal(whole.weakest, 'outward')
  assert.deepEqual(whole.alone, [])
  const part = trifecta(tools.slice(0, 3), rules)
  assert.deepEqual([part.complete, part.weakest], [false, undefined])
})

test('a shell is all three by itself', () => {
  const shell = { assessment: rate(taking('run_command', 'Execute a shell command.', 'command')) }
  assert.deepEqual(trifecta([shell], rules).alone, [shell])
})
