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

test('a rule asks only for classes of words that exist, and every class is asked for', () => {
  const asked = content.risk.traits
    .flatMap(({ rules: own }) => own)
    .flatMap((rule) => [rule, rule.unless ?? {}])
    .flatMap(({ says = [], tells = [], of = [], thing = [] }) => [...says, ...tells, ...of, ...thing])
  assert.deepEqual([...new Set(asked)].sort(), Object.keys(content.risk['trait-words'].classes).sort())
})

test('a fact that only traits ask for is asked for, and named once', () => {
  const known = content.risk['harm-rules'].facts.map(({ id }) => id)
  const rulesOfTraits = content.risk.traits.flatMap(({ rules: own }) => own)
  const asked = new Set(
    rulesOfTraits.flatMap((rule) =>
      [rule, rule.unless ?? {}].flatMap(({ facts = [], oneOf = [] }) => [...facts, ...oneOf]),
    ),
  )
  for (const { id } of content.risk['trait-words'].facts) {
    assert.ok(!known.includes(id), `${id} is a fact of harm-rules.yaml, too`)
    assert.ok(asked.has(id), `no rule asks for ${id}`)
  }
})

test('a phrase is written in the singular and without the words that are skipped', () => {
  const { classes, skipped } = content.risk['trait-words']
  for (const [name, phrases] of Object.entries(classes))
    for (const phrase of phrases) {
      assert.equal(phrase, phrase.toLowerCase(), name)
      for (const word of phrase.split(' ')) assert.ok(!skipped.includes(word), `${name}: ${phrase}`)
    }
})

// What a word alone would show and its place does not.
const placed: Record<string, [keyof typeof cases, Tool, Tool]> = {
  'a word inside a word': [
    'sees-untrusted',
    named('search_news', 'Search news.'),
    named('list_newsletters_plans', 'List plans of newsletterservice.'),
  ],
  'a phrase over a comma': [
    'free-url',
    named('summarize', 'Summarize the page at any URL.'),
    named('get_link', 'Get the name, url, and owner of a link.'),
  ],
  'the end that a file is at': [
    'reads-local-file',
    named('convert', 'Convert text from an Excel file on the local disk.'),
    named('convert', 'Convert text and save it to a local file.'),
  ],
}
for (const [what, [trait, has, lacks]] of Object.entries(placed))
  test(`${what} decides about ${trait}`, () => {
    assert.ok(traitsOf(has).includes(trait), `seen: ${traitsOf(has)}`)
    assert.ok(!traitsOf(lacks).includes(trait), `seen: ${traitsOf(lacks)}`)
  })

test('a server is no host of repositories because a registry names it after one', () => {
  const tool = named('search_recipes', 'Search recipes.')
  const seen = (server: string) => rate(tool, [], server).traits.map(({ trait }) => trait)
  assert.ok(seen('github-recipes').includes('sees-untrusted'))
  assert.ok(!seen('io.github.cook/recipes').includes('sees-untrusted'))
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
    taking('search_web', 'Search the web.', 'query'),
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
