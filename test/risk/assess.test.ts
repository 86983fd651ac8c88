import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { analyse } from '../../src/risk/analyse.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import type { Review } from '../../src/schema/review.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { content, named, rate, rules } from './rules.ts'
import { textAt } from './text-at.ts'

for (const [name, description, category] of [
  ['d1_database_delete', '', 'Destructive'],
  ['deleteFileOrDir', '', 'Destructive'],
  ['policies.remove', '', 'Destructive'],
  ['list_charges', 'List charges of a customer', 'Read'],
  ['searchDocs', 'Search the billing documentation', 'Read'],
  ['swapTokens', 'Swap one token for another', 'Financial'],
  ['query', 'Run a read-only SQL query', 'Read'],
  ['run_sql', 'Run an SQL statement', 'Execute'],
  ['send_email', 'Send an email to a recipient', 'Execute'],
  ['install_packages', 'Install Python packages in a sandbox', 'Execute'],
  ['pip-install', 'Runs pip install and returns what was installed.', 'Execute'],
  ['add_packages', 'Add many packages to pyproject.toml at once and update the virtual environment.', 'Execute'],
  ['stop_session', 'Stop a running session and release its resources', 'Execute'],
  ['clear_cache', 'Clear the cache', 'Write'],
  ['create_issue', 'Create an issue', 'Write'],
  ['git_checkout', 'Switch branches', 'Write'],
  ['check_eligibility', 'Check whether a refund is possible', 'Read'],
  ['take_screenshot', 'Take a screenshot', 'Read'],
  ['create_or_delete', '', 'Destructive'],
  ['transfer_funds', 'Transfer money between accounts', 'Financial'],
  ['删除', '删除一个文件', 'Destructive'],
  ['w', '查询天气', 'Read'],
  ['kv', 'ファイルを削除します', 'Destructive'],
] as const)
  test(`${name} (${description || 'no description'}) is ${category}`, () =>
    assert.equal(rate(named(name, description)).category, category))

test('the same act is rated alike on different servers', () => {
  const install = [
    rate(named('install_package', 'Install a Python package in the specified environment.')),
    rate(named('pip-install', 'Runs pip install. WARNING: may execute untrusted code.')),
    rate(named('install_packages', 'Install Python packages in a sandboxed code interpreter session.')),
  ]
  assert.deepEqual([...new Set(install.map(({ category }) => category))], ['Execute'])
})

test('a definition that says nothing is unclassified, in the middle of the scale', () => {
  const { category, severity, confidence, evidence } = rate(named('foo'))
  assert.deepEqual([category, severity, confidence, evidence], ['Unclassified', 'Medium', 'none', []])
})

test('negated words do not count', () => {
  const rated = rate(named('scan', 'Lists files and does not delete the originals.'))
  assert.equal(rated.category, 'Read')
  assert.ok(!rated.counterEvidence.some(({ rule }) => rule === 'D-DELETE'))
})

test('a hint may raise a rating and never lowers it', () => {
  const annotations = { readOnlyHint: true }
  const deleting = rate(named('delete_file', 'Delete a file', { annotations }))
  assert.equal(deleting.category, 'Destructive')
  assert.ok(deleting.counterEvidence.some(({ rule }) => rule === 'H-READ-ONLY'))
  const order = ['Unclassified', 'Read', 'Write', 'Execute', 'Destructive', 'Financial']
  for (const name of ['get_file', 'create_file', 'run_job', 'delete_all', 'pay', 'open_thing'])
    for (const hints of [
      { readOnlyHint: true },
      { readOnlyHint: false },
      { destructiveHint: true },
      { destructiveHint: false },
    ]) {
      const without = order.indexOf(rate(named(name)).category)
      assert.ok(order.indexOf(rate(named(name, '', { annotations: hints })).category) >= without, name)
    }
})

test('destructiveHint is not the category Destructive', () => {
  assert.equal(
    rate(named('update_file', 'Update a file', { annotations: { destructiveHint: true, readOnlyHint: false } }))
      .category,
    'Write',
  )
  assert.equal(rate(named('foo', '', { annotations: { destructiveHint: true } })).category, 'Unclassified')
})

test('the gravest value of an action parameter counts', () => {
  const rated = rate(named('manage', '', { inputSchema: { properties: { action: { enum: ['list', 'delete'] } } } }))
  const action = [...rated.evidence, ...rated.counterEvidence].find(({ rule }) => rule === 'S-ACTION')
  assert.deepEqual([action?.field, action?.quote], ['/inputSchema/properties/action/enum/1', 'delete'])
})

test('severity is that of the rubric’s line, with a quote', () => {
  assert.equal(rate(named('read_secret', 'Get a secret')).severity, 'High')
  assert.equal(rate(named('delete_comment', 'Delete a comment')).severity, 'High')
  assert.equal(rate(named('drop_database', 'Permanently delete a database')).severity, 'Critical')
  for (const { tool } of [{ tool: named('run_shell', 'Run any command in a shell') }])
    assert.equal(rate(tool).severity, 'Critical')
})

test('every rule has one id and an explanation', () => {
  const { names, descriptions, parameters, scoring, traits, findings, 'harm-rules': harm } = content.risk
  const ids = [
    ...names.rules,
    ...descriptions.patterns,
    ...parameters.rules,
    parameters.action,
    ...harm.rules,
    ...harm.facts,
    ...scoring.signals,
    ...traits.flatMap((trait) => trait.rules),
    ...findings,
  ].map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.notEqual(content.aboutRule(id), '')
})

test('every word list of the lexicon is reachable', () => {
  assert.ok(rules.lexicon.size > 400)
})

const words = fc.constantFrom(
  'delete',
  'get',
  'run',
  'pay',
  'the',
  'file',
  'all',
  'not',
  'read-only',
  '删除',
  'して',
  '\u202e',
  '\0',
  '\ud800',
  '\u{e0041}',
  '.',
  '\n',
)
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(words, { maxLength: 30 }).map((all) => all.join(' ')),
)
const anyTool = fc.record({
  name: hostile,
  description: fc.oneof(hostile, fc.jsonValue()),
  inputSchema: fc.oneof(
    fc.jsonValue(),
    fc.record({
      properties: fc.dictionary(
        fc.oneof(hostile, fc.constantFrom('command', 'sql', 'amount', 'to', 'force', 'action')),
        fc.constantFrom({}, true, { type: 'string' }, { enum: ['delete', 'get'] }),
      ),
    }),
  ),
  annotations: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom({ readOnlyHint: true }, { destructiveHint: true }, { readOnlyHint: null }),
  ),
})

test('whatever a server sends: no throw, and every quote is exactly the characters at its span', () => {
  fc.assert(
    fc.property(anyTool, (drawn) => {
      const tool = drawn as unknown as Tool
      const rated = rate(tool)
      for (const one of [...rated.evidence, ...rated.counterEvidence]) {
        assert.equal(textAt(tool, one).slice(one.start, one.end), one.quote, JSON.stringify(one))
        assert.ok(one.points > 0)
      }
      const spans = [...(rated.harm?.spans ?? []), ...rated.traits, ...rated.claims]
      for (const { graver, milder } of rated.contradictions) spans.push(graver, milder)
      for (const one of spans) assert.equal(textAt(tool, one).slice(one.start, one.end), one.quote, JSON.stringify(one))
    }),
    { numRuns: 1000 },
  )
})

test('the order of siblings and of members does not matter', () => {
  const tools = ['get_a', 'delete_b', 'run_c', 'create_order', 'list_positions'].map((name) =>
    named(name, `Does ${name}.`),
  )
  for (const tool of tools) {
    const others = tools.filter((one) => one !== tool)
    assert.deepEqual(rate(tool, others), rate(tool, others.toReversed()))
    const turned = Object.fromEntries(Object.entries(tool).reverse()) as Tool
    assert.deepEqual(rate(turned, others), rate(tool, others))
  }
})

test('a sibling that has nothing to do with the others changes nothing', () => {
  const server = [
    ...['acme_user_create', 'acme_user_delete', 'acme_user_get', 'acme_pay', 'acme_order_place', 'acme_click'].map(
      (name) => named(name, `Acme · ${name.replaceAll('_', ' ')}. Handle with care.`),
    ),
    named('place_order', 'Place an order. It cannot be undone.'),
    named('create_invoice', 'Create an invoice.'),
    named('wallet', 'The wallet.'),
  ]
  const letters = fc.string({ unit: fc.constantFrom(...'qxzvkjw'), minLength: 3, maxLength: 8 })
  const strangers = fc.array(
    fc.tuple(letters, letters).map(([a, b]) => named(`${a}_${b}`, `${b} ${a}.`)),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(strangers, (added) => {
      for (const tool of server) {
        const others = server.filter((one) => one !== tool)
        assert.deepEqual(rate(tool, [...others, ...added]), rate(tool, others))
      }
    }),
    { numRuns: 50 },
  )
})

test('a review decides, and what was inferred stays beside it', () => {
  const tool = named('fetch_page', 'Fetch a web page.', { inputSchema: { properties: { url: { type: 'string' } } } })
  const review: Review = {
    category: 'Execute',
    severity: 'High',
    line: 'H6',
    effect: 'ask',
    irreversible: true,
    traits: ['free-url', 'changes-access'],
    accept: [],
    alternates: [],
    by: 'readers',
    date: '2026-01-31',
    third: false,
  }
  const alone = rate(tool)
  const { assessment: reviewed } = analyse(
    tool,
    { context: serverContext('server', [tool], rules), siblings: new Set(), review },
    rules,
  )
  assert.deepEqual([reviewed.category, reviewed.severity], ['Execute', 'High'])
  assert.deepEqual(reviewed.reviewed, {
    review,
    inferred: {
      category: alone.category,
      severity: alone.severity,
      ...(alone.harm ? { line: alone.harm.line, harm: alone.harm } : {}),
    },
  })
  assert.deepEqual([reviewed.harm?.line, reviewed.harm?.irreversible], ['H6', true])
  assert.notEqual(alone.category, 'Execute')
  assert.equal(alone.reviewed, undefined)
  // The classifier saw the one and not the other: the one keeps its quote.
  assert.deepEqual(reviewed.traits.map(({ trait, rule, quote }) => [trait, rule === 'review', quote]).sort(), [
    ['changes-access', true, ''],
    ['free-url', false, 'url'],
  ])
  assert.ok(!alone.traits.some(({ trait }) => trait === 'changes-access'))
})
