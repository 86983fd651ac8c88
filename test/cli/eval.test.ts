import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { toolDigest } from '../../src/catalogue/digest.ts'
import type { Content } from '../../src/catalogue/read-content.ts'
import { writeSnapshot } from '../../src/catalogue/snapshots.ts'
import { checkMeasured } from '../../src/cli/check.ts'
import { readLabels } from '../../src/cli/read-labels.ts'
import { type Measurement, recordFigures } from '../../src/cli/record-figures.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import { harmLabelSchema } from '../../src/schema/label.ts'
import { content, rules } from '../risk/rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-eval-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/index.ts', 'eval', ...args], { encoding: 'utf8' })
const file = (...lines: unknown[]) => {
  const path = join(folder, 'labels.ndjson')
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return path
}

test('eval prints one JSON object with fractions of 1, and takes null where a set has nothing', () => {
  const path = file(
    { server: 's', tool: 'get_file', description: 'Get a file', inputSchema: null, category: 'Read', alternates: [] },
    { server: 's', tool: 'drop_table', description: null, category: 'Destructive', extra: 1 },
  )
  const { stdout, status } = run('--labels', path, '--json')
  const result = JSON.parse(stdout)
  assert.equal(status, 0)
  assert.deepEqual(
    [result.n, result.strict, result.lenient, result.recallDestructiveFinancial, result.quoted, result.high.share],
    [2, 1, 1, 1, 1, 1],
  )
  assert.ok(result.toolsPerSecond > 0 && result.high.lenient === 1)
})

test('--errors prints the misses with their evidence', () => {
  const { stdout } = run('--labels', file({ server: 's', tool: 'get_file', category: 'Financial' }), '--errors')
  assert.match(stdout, /miss: s \/ get_file: Financial, rated Read \(high\)/)
  assert.match(stdout, /“get_file”/)
})

test('every line that does not fit is named', () => {
  const { stderr, status } = run('--labels', file('{', { server: 's', tool: 't', category: 'Red' }))
  assert.equal(status, 1)
  assert.match(stderr, /labels\.ndjson:1: the line is not JSON/)
  assert.match(stderr, /labels\.ndjson:2: category/)
  assert.match(run('--labels', join(folder, 'none')).stderr, /there is no such file/)
})

test('a label whose definition no snapshot holds is told and left out', () => {
  const path = file(
    { server: 's', tool: 'get', category: 'Read' },
    { server: 'gone', tool: 't', digest: '0'.repeat(64), category: 'Read' },
  )
  const { stdout, stderr } = run('--labels', path, '--json')
  assert.match(stderr, /Measured on 1 of 2 labels\..* They are from 1 server: gone\./)
  assert.deepEqual([JSON.parse(stdout).n, JSON.parse(stdout).missing, JSON.parse(stdout).total], [1, 1, 2])
})

test('what was measured is said plainly, with the command that brings the rest', () => {
  const empty = join(folder, 'empty')
  const { stderr, status } = spawnSync(process.execPath, ['src/cli/index.ts', 'eval'], {
    encoding: 'utf8',
    env: { ...process.env, POLICYBOOK_CATALOGUE: empty },
  })
  assert.equal(status, 1)
  assert.match(stderr, /nothing was measured: this machine has none of the 489 definitions/)
  assert.match(stderr, /`npm run ingest`, which.*`npm run ingest -- --evaluation`/)
  const { stdout } = run(
    '--labels',
    file(
      { server: 's', tool: 'get', category: 'Read' },
      { server: 'stripe', tool: 't', digest: '0'.repeat(64), category: 'Read' },
    ),
  )
  assert.match(stdout, /^Measured on 1 of 2 labels\./)
  assert.match(stdout, /To measure on all labels: Run `npm run ingest -- --evaluation`/)
  assert.match(stdout, /: 1 of 2 labelled tools/)
})

const harm = {
  server: 's',
  description: '',
  severity: 'High',
  accept: ['High'],
  effect: 'ask',
  irreversible: false,
  traits: [],
  traitsAny: [],
}

test('eval --harm prints the keys and fractions that were agreed, without reviews and hints', () => {
  const labels = file(
    {
      ...harm,
      tool: 'delete_repository',
      description: 'Permanently delete a repository.',
      severity: 'Critical',
      accept: ['High', 'Critical'],
      effect: 'deny',
      irreversible: true,
      category: 'Destructive',
      alternates: [],
    },
    {
      ...harm,
      tool: 'get_weather',
      description: 'Get the weather.',
      category: 'Write',
      alternates: ['Read'],
      annotations: { destructiveHint: true },
    },
  )
  const { stdout, status, stderr } = run('--harm', labels, '--json')
  assert.equal(status, 0, stderr)
  assert.deepEqual(JSON.parse(stdout), {
    n: 2,
    exact: 0.5,
    accepted: 0.5,
    tooHigh: 0,
    tooLow: 0.5,
    effect: 0.5,
    unsafe: 0.5,
    irreversible: 1,
    traits: { precision: JSON.parse(stdout).traits.precision, recall: null },
    category: { n: 2, strict: 0.5, lenient: 1 },
  })
  const errors = run('--harm', labels, '--errors').stdout
  assert.match(errors, /too low, unsafe: s \/ get_weather: High, ask; rated Low, (limit|allow), Read/)
  assert.doesNotMatch(errors, /too (low|high)[^\n]*delete_repository/)
})

test('labels without text are joined to collections by source, server and digest', () => {
  const bulk = join(folder, 'bulk')
  mkdirSync(bulk, { recursive: true })
  const tool = { name: 'remove_page', description: 'Remove a page.', extra: { kept: [1] } }
  const line = (source: string, own: object) =>
    JSON.stringify({ source, server: 'wiki', tools: [own, { name: 'get_page' }] })
  writeFileSync(join(bulk, 'a.ndjson'), `${line('one', tool)}\n${line('two', { ...tool, description: 'Other.' })}\n`)
  const label = (source: string) => ({
    ...harm,
    server: 'wiki',
    source,
    tool: tool.name,
    digest: toolDigest(tool as never),
    description: undefined,
  })
  const labels = file(label('one'), label('two'), label('three'))
  const { tools, missing } = readLabels(labels, harmLabelSchema, { catalogues: [], bulk }, rules)
  assert.deepEqual(
    tools.map(({ label: { source }, tool: found }) => [source, found]),
    [['one', tool]],
  )
  assert.deepEqual(
    missing.map(({ source }) => source),
    ['two', 'three'],
  )
  assert.match(
    run('--harm', labels, '--json', '--bulk', bulk).stderr,
    /Measured on 1 of 3 labels.*\n.*collections three, two with `--bulk FOLDER`/,
  )
  assert.equal(readLabels(labels, harmLabelSchema, { catalogues: [], bulk: undefined }, rules).missing.length, 3)
})

test('a tool that a snapshot holds, too, has its siblings there', () => {
  const catalogue = join(folder, 'catalogue')
  const tools = ['shop_list_items', 'shop_add_item', 'shop_drop_item', 'shop_get_item'].map((name) => ({
    name,
    description: name,
  }))
  const snapshot = {
    id: 'web',
    capturedAt: '2026-01-31',
    source: { kind: 'package' as const, name: 'shop' },
    protocolVersion: 'x',
    serverInfo: {},
    tools,
  }
  writeSnapshot(catalogue, snapshot)
  const labels = file(
    { ...harm, server: 'web', tool: 'shop_add_item', description: 'shop_add_item' },
    { ...harm, server: 'web', tool: 'shop_add_item', description: 'Another text.' },
  )
  const found = readLabels(labels, harmLabelSchema, { catalogues: [catalogue], bulk: undefined }, rules)
  assert.deepEqual(
    found.tools.map(({ context }) => context),
    [
      serverContext('web', tools, rules),
      serverContext(
        'web',
        found.tools.map(({ tool }) => tool),
        rules,
      ),
    ],
  )
  assert.notDeepEqual(found.tools[0]?.context, found.tools[1]?.context)
})

test('the sealed set has no text of others, is described, and joins wherever the collections are', () => {
  const labels = readFileSync('content/evaluation/sealed.ndjson', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(labels.length, 200)
  assert.equal(new Set(labels.map(({ digest }) => digest)).size, 200)
  for (const label of labels) {
    assert.ok(harmLabelSchema.safeParse(label).success && label.accept.includes(label.severity), label.tool)
    assert.ok(!('description' in label) && !('inputSchema' in label))
    assert.ok(!content.manifests.has(label.server), label.server)
  }
  assert.ok(content.sets['sealed']?.sealed)
  const shared = process.env['POLICYBOOK_SHARED_DATA']
  if (shared === undefined) return
  const sources = { catalogues: [], bulk: join(shared, 'bulk') }
  assert.equal(readLabels('content/evaluation/sealed.ndjson', harmLabelSchema, sources, rules).tools.length, 200)
})

test('a sealed set is recorded once, and only figures of its kind', () => {
  const sealed = { ...content, measured: { sealed: { harm: { date: '2026-01-31' } } } } as unknown as Content
  const figures = { kind: 'harm', figures: {} } as unknown as Measurement
  const how = { servers: 1, missing: 0, hints: false }
  assert.throws(() => recordFigures('sealed', figures, sealed, how), /the sealed set was rated on 2026-01-31/)
  assert.throws(
    () => recordFigures('own', figures, content, { ...how, missing: 2 }),
    /of the kind category[\s\S]*2 definitions are missing/,
  )
  assert.throws(
    () => recordFigures('none', figures, content, { ...how, hints: true }),
    /no such set[\s\S]*leave hints out/,
  )
})

test('the published figures are those of the rules as they are', () => {
  assert.deepEqual(checkMeasured(content), [])
  assert.equal(checkMeasured({ ...content, riskDigest: 'other' }).length, 2)
  assert.match(checkMeasured({ ...content, guardedDigest: 'other' })[0]?.where ?? '', /harm-development/)
  assert.equal(checkMeasured({ ...content, measured: {} }).length, 4)
})

// The bars of the project, on whatever of the labelled set the snapshots at hand can be joined to.
test('the rating keeps its bars on the labelled set', {
  skip: !existsSync('catalogue') && 'there are no snapshots',
}, () => {
  const { lenient, high, quoted, n } = JSON.parse(run('--json').stdout)
  assert.ok(n >= 200, `${n} labels could be joined`)
  assert.ok(lenient >= 0.98, `lenient ${lenient}`)
  assert.ok(high.lenient >= 0.995 && high.share >= 0.8, `high ${JSON.stringify(high)}`)
  assert.ok(quoted >= 0.96, `quoted ${quoted}`)
})
