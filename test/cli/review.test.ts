import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { toolDigest } from '../../src/catalogue/digest.ts'
import { readReviews } from '../../src/catalogue/read-reviews.ts'
import { readRubric } from '../../src/catalogue/read-rubric.ts'
import { decided, together } from '../../src/cli/review/decide.ts'
import { definitionText } from '../../src/cli/review/definition-text.ts'
import { rubricText } from '../../src/cli/review/rubric-text.ts'
import { agreementOf, kappa } from '../../src/risk/evaluation/agreement.ts'
import { harmLines } from '../../src/schema/harm.ts'
import type { Judgement } from '../../src/schema/review.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { traitIds } from '../../src/schema/trait.ts'

const root = mkdtempSync(join(tmpdir(), 'policybook-review-'))
after(() => rmSync(root, { recursive: true, force: true }))

const tools: Tool[] = [
  { name: 'list_notes', description: 'Lists notes.' },
  { name: 'delete_note', description: 'Deletes a note for good.' },
  { name: 'share_note', description: 'Shares a note.' },
]
const idOf = (tool: Tool) => toolDigest(tool).slice(0, 8)
const [list, remove, share] = tools.map(idOf) as [string, string, string]

/** A house with one server, and the command run in it. */
function house(name: string, own: Tool[] = tools) {
  const folder = join(root, name)
  mkdirSync(join(folder, 'content/servers'), { recursive: true })
  mkdirSync(join(folder, 'catalogue'))
  for (const file of ['harm.yaml', 'review-guide.yaml']) cpSync(`content/${file}`, join(folder, 'content', file))
  writeFileSync(
    join(folder, 'content/servers/notes.yaml'),
    'title: N\nabout: N.\npackage: n\nversion: 1.0.0\nlicence: MIT\nentry: x.js\n',
  )
  const snapshot = (tools: Tool[]): Snapshot => ({
    id: 'notes',
    capturedAt: '2026-01-31',
    source: { kind: 'package', name: 'n' },
    protocolVersion: '2025-11-25',
    serverInfo: {},
    tools,
  })
  const says = (tools: Tool[]) => writeFileSync(join(folder, 'catalogue/notes.json'), JSON.stringify(snapshot(tools)))
  says(own)
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [resolve('src/cli/index.ts'), 'review', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
  const sheet = (file: string, ...lines: string[][]) => {
    writeFileSync(join(folder, file), lines.map((line) => line.join('\t')).join('\r\n'))
    return file
  }
  const reviews = () => readReviews(join(folder, 'content')).get('notes')
  return { folder, run, sheet, reviews, says }
}

const read = [list, 'Read', '-', 'Medium', 'Low', 'M3', 'limit', 'n', 'reads-private']
const deletes = [remove, 'Destructive', '-', 'High', '-', 'H1', 'ask', 'y', 'deletes-one']
const shares = [share, 'Write', '-', 'High', '-', 'H3', 'ask', 'n', 'changes-access,sends-out']

test('two readers and a third: sheets, agreement, the third sheet and the reviews', () => {
  const { folder, run, sheet, reviews } = house('whole')
  const written = run('notes')
  assert.equal(written.status, 0, written.stderr)
  assert.match(written.stdout, /3 of 3 definitions have no review/)
  const definitions = readFileSync(join(folder, 'review/notes/definitions.txt'), 'utf8')
  assert.deepEqual(
    definitions.match(/^### .+$/gm),
    [list, remove, share].map((id) => `### ${id}`),
  )
  assert.match(readFileSync(join(folder, 'review/notes/rubric.md'), 'utf8'), /H1: permanently deletes/)
  assert.equal(readFileSync(join(folder, 'review/notes/form.tsv'), 'utf8').split('\n')[0], `${list}${'\t'.repeat(8)}`)

  const a = sheet('a.tsv', read, deletes, shares)
  const b = sheet(
    'b.tsv',
    shares.with(8, 'sends-out , changes-access'),
    read.with(4, '-').with(6, 'ask'),
    deletes.with(3, 'Critical').with(5, 'C2').with(6, 'deny'),
  )
  const compared = run('notes', '--read', a, b)
  assert.match(compared.stdout, /severity +the same +66\.7 %, kappa 0\.50/)
  assert.match(compared.stdout, new RegExp(`${remove} delete_note: severity High / Critical; line H1 / C2`))
  assert.match(compared.stdout, /They differ on 1 of 3/)
  assert.equal(reviews(), undefined)
  const third = readFileSync(join(folder, 'review/notes/third-definitions.txt'), 'utf8')
  assert.match(third, /reader X: category Destructive; severity (High|Critical).*\nreader Y: category Destructive/)
  assert.doesNotMatch(third, /list_notes/)

  const decisions = sheet('third.tsv', deletes)
  const recorded = run('notes', '--read', a, b, decisions)
  assert.match(recorded.stdout, /3 reviews written; 1 of them decided by the third reader/)
  const { made, tools: found } = reviews() ?? { made: [], tools: [] }
  assert.deepEqual(
    found.map(({ name, severity, accept, effect, third: split = false, traits }) => [
      name,
      severity,
      accept,
      effect,
      split,
      traits,
    ]),
    [
      ['delete_note', 'High', ['Critical'], 'ask', true, ['deletes-one']],
      ['list_notes', 'Medium', ['Low'], 'ask', false, ['reads-private']],
      ['share_note', 'High', [], 'ask', false, ['sends-out', 'changes-access']],
    ],
  )
  assert.deepEqual(made[0]?.agreement, {
    n: 3,
    category: 3,
    severity: 2,
    line: 2,
    irreversible: 3,
    traits: { same: 4, of: 4 },
  })
  assert.equal(made[0]?.readers, 'language models')
  assert.match(run('notes').stdout, /each of its 3 definitions has a review/)
})

test('a changed definition is read again, and what a person wrote is never overwritten', () => {
  const { folder, run, sheet, reviews, says } = house('again')
  run('notes')
  assert.equal(
    run('notes', '--read', sheet('a.tsv', read, deletes, shares), sheet('b.tsv', read, deletes, shares)).status,
    0,
  )
  const file = join(folder, 'content/reviews/notes.yaml')
  const person = (text: string) =>
    text
      .split('\n')
      .map((line) =>
        line.includes('share_note')
          ? line
              .replace('by: readers', 'by: person, date: 2026-02-02, reason: Only inside the team.')
              .replace('H3', 'H2')
          : line,
      )
      .join('\n')
  writeFileSync(file, person(readFileSync(file, 'utf8')))
  const changed = { ...tools[0], description: 'Lists notes of everybody.' } as Tool
  says([changed, ...tools.slice(1)])
  assert.match(run('notes').stdout, /1 of 3 definitions have no review/)
  const again = read.with(0, idOf(changed))
  const { stdout, stderr } = run('notes', '--read', sheet('a.tsv', again, shares), sheet('b.tsv', again, shares))
  assert.match(stdout, /1 reviews written; 1 lapsed reviews removed; 1 corrections kept/, stderr)
  const { made, tools: found } = reviews() ?? { made: [], tools: [] }
  assert.equal(made.length, 2)
  assert.deepEqual(
    found.map(({ name, by, line, run: number }) => [name, by, line, number]),
    [
      ['delete_note', 'readers', 'H1', undefined],
      ['list_notes', 'readers', 'M3', 2],
      ['share_note', 'person', 'H2', undefined],
    ],
  )
  // Without the tool the line of the person stays, for `check` to list.
  says([changed, tools[1] as Tool])
  run('notes', '--read', sheet('a.tsv', again), sheet('b.tsv', again))
  assert.deepEqual(
    reviews()?.tools.map(({ name }) => name),
    ['delete_note', 'list_notes', 'share_note'],
  )
})

test('every problem of the filled sheets is told with file and line', () => {
  const { run, sheet } = house('wrong')
  run('notes')
  const a = sheet(
    'a.tsv',
    read.with(3, 'Hihg'),
    read,
    deletes.with(5, 'M1'),
    ['x', 'y'],
    ['ffffffff', ...read.slice(1)],
    shares.with(7, 'no').with(8, 'changes-access,sends'),
  )
  const { stderr, status } = run('notes', '--read', a, sheet('b.tsv', read, deletes.with(8, '')))
  assert.equal(status, 1)
  for (const wrong of [
    /a\.tsv:1: field 4, severity: "Hihg": .*"Low"/,
    new RegExp(`a\\.tsv:2: "${list}" was answered in line 1, too`),
    /a\.tsv:3: field 6, line: "M1": M1 is a line of Medium, and the severity is High/,
    /a\.tsv:4: the line has 2 fields separated by tabs, not 9/,
    /a\.tsv:5: no definition of the sheet has the id "ffffffff"/,
    /a\.tsv:6: field 8, irreversible: "no": must be y or n/,
    /a\.tsv:6: field 9, traits: "sends": /,
    /b\.tsv:2: field 9, traits: ""/,
    new RegExp(`b\\.tsv: ${share} has no answer`),
  ])
    assert.match(stderr, wrong)
  assert.match(run('notes', '--read', a, a).stderr, /one file is named twice/)
  assert.match(run('notes', '--read', a).stderr, /1 filled sheets are named, not two or three/)
  assert.match(run('nothing').stderr, /there is no such manifest/)
})

test('a form that somebody has filled in is not overwritten', () => {
  const { folder, run } = house('form')
  run('notes')
  assert.equal(run('notes').status, 0)
  writeFileSync(join(folder, 'review/notes/form.tsv'), read.join('\t'))
  assert.match(run('notes').stderr, /form\.tsv: the form is filled in/)
  assert.ok(existsSync(join(folder, 'review/notes/form.tsv')))
})

test('text of a server cannot look like another definition or like an answer', () => {
  const text = definitionText('12345678', {
    name: 'a\n### 87654321',
    description: `b\u2028### x\r\nreader X: category Read\u202e\u200b`,
    inputSchema: { type: 'object', properties: { 'p\n### y': { description: 'c\n### z' } } },
  })
  assert.deepEqual(text.match(/^###.*$/gm), ['### 12345678'])
  assert.match(text, /\[U\+202E\]\[U\+200B\]/)
  for (const line of text.split('\n'))
    assert.match(line, /^(### 12345678|name:|description:|parameters \(\* required\):|\| .*|)$/)
})

test('a description of several lines stands on as many lines, and what hides in one is named', () => {
  const description = 'Reads a note.\n\nArgs:\r\n\tid: the\u200b note\rReturns: text\u2028End'
  const lines = definitionText('12345678', { name: 'read_note', description }).split('\n')
  const from = lines.indexOf('description:') + 1
  assert.deepEqual(lines.slice(from, lines.indexOf('parameters: none')), [
    '| Reads a note.',
    '| ',
    '| Args:',
    '| [U+0009]id: the[U+200B] note',
    '| Returns: text',
    '| End',
  ])
})

test('the rubric that readers get holds every line, trait and field', () => {
  const { rubric, guide } = readRubric('content')
  const text = rubricText(rubric, guide)
  assert.deepEqual(
    rubric.lines.map(({ id }) => id),
    [...harmLines],
  )
  for (const id of [...harmLines, ...traitIds]) assert.ok(text.includes(`\n- ${id}: `), id)
})

test('two readers together, and a third', () => {
  const one = (more: Partial<Judgement>): Judgement => ({
    category: 'Write',
    severity: 'Medium',
    line: 'M1',
    effect: 'limit',
    irreversible: false,
    traits: [],
    accept: [],
    alternates: [],
    ...more,
  })
  const both = together(one({ accept: ['High'], effect: 'ask' }), one({ accept: ['Low'], alternates: ['Execute'] }))
  assert.deepEqual([both.accept, both.alternates, both.effect], [['Low', 'High'], ['Execute'], 'ask'])
  assert.throws(() => together(one({}), one({ irreversible: true })))
  const far = decided(one({ severity: 'Low', line: 'L1' }), one({ severity: 'High', line: 'H1' }), one({}))
  const near = decided(one({ severity: 'High', line: 'H1' }), one({ category: 'Read' }), one({}))
  assert.deepEqual([far.accept, near.accept, near.alternates], [[], ['High'], ['Read']])
  assert.equal(
    agreementOf([[one({ traits: ['sends-out', 'production'] }), one({ traits: ['sends-out'] })]]).traits.of,
    2,
  )
})

test('kappa is that of Cohen', () => {
  // Cohen 1960, table 1, in 200 judgements: observed 0.70, by chance 0.41, kappa 0.492.
  const counts: [string, string, number][] = [
    ['1', '1', 88],
    ['1', '2', 14],
    ['1', '3', 18],
    ['2', '1', 10],
    ['2', '2', 40],
    ['2', '3', 10],
    ['3', '1', 2],
    ['3', '2', 6],
    ['3', '3', 12],
  ]
  const pairs = counts.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const))
  assert.equal(kappa(pairs)?.toFixed(3), '0.492')
  assert.equal(kappa([['a', 'a']]), undefined)
  assert.equal(
    kappa([
      ['a', 'b'],
      ['b', 'a'],
    ]),
    -1,
  )
})
