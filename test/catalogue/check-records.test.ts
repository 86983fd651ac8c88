import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkRecords } from '../../src/catalogue/check-records.ts'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import { type Attack, attackSchema } from '../../src/schema/attack.ts'
import { type Cve, cveRecordSchema } from '../../src/schema/cve.ts'

const folder = mkdtempSync(join(tmpdir(), 'pages-'))
after(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'attacks'))

const record = cveRecordSchema.parse({
  id: 'CVE-2025-34072',
  record: '5.1',
  state: 'PUBLISHED',
  assigner: 'VulnCheck',
  published: '2025-07-02',
  updated: '2025-07-02',
  title: 'Anthropic Slack MCP Server Data Exfiltration via Link Unfurling',
  cwes: ['CWE-200'],
  cvss: [{ version: '4.0', score: 9.3, vector: 'CVSS:4.0/AV:N', by: 'VulnCheck' }],
  affected: [{ vendor: 'Anthropic', product: 'Slack MCP Server', versions: ['< 0.6.3'], fixed: ['0.6.3'] }],
  references: [],
})

/** What the check finds on a page, with the line. */
function found(change: object, body = '', cve: Cve = record): string[] {
  const front = {
    id: 'slack',
    name: 'Slack server',
    date: '2025-07-02',
    kind: 'vulnerability',
    about: 'Before 0.6.3 the server posts links (9.3 by CVSS 4.0).',
    products: ['Slack MCP server'],
    cves: ['CVE-2025-34072'],
    categories: ['Read'],
    techniques: ['indirect-injection'],
    standards: { cwe: [{ id: 'CWE-200', because: 'It is.' }] },
    steps: [{ text: 'It posted a link.' }],
    containment: { grade: 'no', types: [], text: 'Nothing.' },
    references: [{ publisher: 'p', url: 'https://example.com/1.2.3/', kind: 'news', date: '2025-07-10' }],
    ...change,
  }
  const attack: Attack = attackSchema.parse(front)
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  writeFileSync(join(folder, 'attacks/slack.mdx'), `---\n${lines.join('\n')}\n---\n${body}\n`)
  return checkRecords(folder, [attack], new Map([[cve.id, cve]])).map(
    ({ where, what }) => `${where.split(':').at(-1)} ${what}`,
  )
}

test('a page that says what the record says passes', () => {
  assert.deepEqual(found({}), [])
  assert.deepEqual(found({ date: '2025-07' }), [])
})

test('a weakness that is missing or made up is named', () => {
  assert.match(found({ standards: {} }).join(), /VulnCheck gave CVE-2025-34072 CWE-200, the page lacks it/)
  assert.match(
    found({ standards: { cwe: ['CWE-200', 'CWE-89'].map((id) => ({ id, because: 'It is.' })) } }).join(),
    /CWE-89 is in no record/,
  )
})

test('a version that no record has is named with its line, wherever it stands', () => {
  assert.deepEqual(found({ note: 'Fixed in 0.6.4.' }), ['15 no record of CVE-2025-34072 has version 0.6.4'])
  assert.deepEqual(found({}, '\nSince v1.2.0 it is fixed.'), ['17 no record of CVE-2025-34072 has version 1.2.0'])
  assert.deepEqual(found({}, 'At 127.0.0.1/x and in /1.2/ and a1.2, on 2 of 3 machines.'), [])
})

test('a date after the record, or before every source, is named', () => {
  assert.match(found({ date: '2025-07-24' }).join(), /dated 2025-07-24, and CVE-2025-34072 was published on 2025-07-02/)
  assert.match(found({ date: '2025-06-11' }).join(), /the earliest source is of 2025-07-02/)
  assert.deepEqual(found({ date: '2025-07-24', kind: 'incident' }), [])
})

test('a record about something else is named', () => {
  const other = { ...record, affected: [{ vendor: 'qix', product: 'color-name', versions: [], fixed: [] }] }
  assert.match(found({ about: 'It posts.' }, '', other).join(), /is about qix, color-name|about qix color-name/)
  assert.match(found({}, '', { ...record, state: 'REJECTED' }).join(), /was rejected/)
})

test('a difference that is declared passes, and a declaration that nothing needs does not', () => {
  const differs = [{ cve: 'CVE-2025-34072', on: 'versions', says: '0.6.4', because: 'The vendor says so.' }]
  assert.deepEqual(found({ note: 'Fixed in 0.6.4.', differs }), [])
  assert.match(found({ differs }).join(), /nothing on the page differs/)
})

test('the pages agree with the records', () => {
  const { attacks, cves } = readAttacks('content')
  assert.deepEqual(checkRecords('content', attacks, cves), [])
  assert.ok(attacks.filter((one) => one.cves.length > 0).length >= 20)
})
