import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'
import { checkSources } from '../../src/catalogue/check-sources.ts'
import { findRecord } from '../../src/catalogue/find-record.ts'
import { recordFacts } from '../../src/catalogue/official-record.ts'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import { readCves } from '../../src/catalogue/read-facts.ts'
import { cveText, writeCve } from '../../src/catalogue/write-cve.ts'
import { isHeld } from '../../src/schema/cve.ts'
import type { Problem } from '../../src/schema/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-'))
after(() => rmSync(folder, { recursive: true }))

// The form is that of github.com/CVEProject/cve-schema; each kind of authority writes versions and weaknesses in its own way.
const record = (cna: object, adp: object[] = []) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: {
    cveId: 'CVE-2025-12345',
    state: 'PUBLISHED',
    assignerShortName: 'GitHub_M',
    datePublished: '2025-07-02T14:30:57.647Z',
    dateUpdated: '2025-07-03T00:00:00.000Z',
  },
  containers: { cna: { references: [{ url: 'https://example.com/a' }], ...cna }, adp },
})
const affected = (...versions: object[]) => [{ vendor: 'v', product: 'p', versions }]
const facts = (cna: object, adp?: object[]) => recordFacts(record(cna, adp), 'record.json')

test('ranges are read as each authority writes them, and the end of an open range is what fixes it', () => {
  const of = (...versions: object[]) => {
    const [one] = facts({ affected: affected(...versions) }).affected
    return [one?.versions, one?.fixed]
  }
  const hit = { status: 'affected' }
  assert.deepEqual(of({ version: '< 0.14.1', ...hit }), [['< 0.14.1'], ['0.14.1']])
  assert.deepEqual(of({ version: '<  2.5.0', ...hit }), [['<  2.5.0'], ['2.5.0']])
  assert.deepEqual(of({ version: '>= 1.10.0, < 1.26.0', ...hit }), [['>= 1.10.0, < 1.26.0'], ['1.26.0']])
  assert.deepEqual(of({ version: '<= 2.3.5', ...hit }), [['<= 2.3.5'], []])
  assert.deepEqual(of({ version: '0', lessThan: '0.6.3', ...hit }), [['< 0.6.3'], ['0.6.3']])
  assert.deepEqual(of({ version: '0.0.5', lessThanOrEqual: '0.1.15', ...hit }), [['>= 0.0.5, <= 0.1.15'], []])
  assert.deepEqual(of({ version: '0.2.3', ...hit }, { version: '0.2.14', status: 'unaffected' }), [
    ['0.2.3'],
    ['0.2.14'],
  ])
  assert.deepEqual(of({ version: '-', ...hit }), [[], []])
  assert.deepEqual(facts({ affected: [{ vendor: 'n/a', product: 'n/a', versions: [] }] }).affected, [])
})

test('weaknesses and scores keep who gave them', () => {
  const weakness = (cweId: string) => ({ descriptions: [{ cweId }, { description: 'n/a' }] })
  const metric = { cvssV3_1: { baseScore: 9.8, baseSeverity: 'CRITICAL', vectorString: 'CVSS:3.1/AV:N' } }
  const own = facts(
    { problemTypes: [weakness('CWE-78')], metrics: [{ other: { type: 'ssvc' } }, { cvssV2_0: { baseScore: 6.5 } }] },
    [
      {
        providerMetadata: { shortName: 'CISA-ADP' },
        problemTypes: [weakness('CWE-78'), weakness('CWE-77')],
        metrics: [metric],
      },
    ],
  )
  assert.deepEqual(own.cwes, ['CWE-78'])
  assert.deepEqual(own.otherCwes, [{ id: 'CWE-77', by: 'CISA-ADP' }])
  assert.deepEqual(own.cvss, [
    { version: '3.1', score: 9.8, severity: 'CRITICAL', vector: 'CVSS:3.1/AV:N', by: 'CISA-ADP' },
  ])
  assert.equal(facts({ tags: ['exclusively-hosted-service'] }).hosted, true)
})

test('what is no record is refused with its place', () => {
  assert.throws(() => recordFacts({ cveMetadata: {} }, 'x.json'), /x\.json: dataVersion.*cvelistV5/s)
  assert.throws(() => recordFacts(record({ references: [{ url: 'javascript:alert(1)' }] }), 'x.json'), /references/)
})

test('a record that is written is read again as it was, and a change in the source is named', () => {
  const copy = join(folder, 'copy')
  const content = join(folder, 'content')
  const below = join(copy, 'cves/2025/12xxx')
  mkdirSync(below, { recursive: true })
  const file = join(below, 'CVE-2025-12345.json')
  writeFileSync(
    file,
    JSON.stringify(record({ title: 'a: "b" # c', affected: affected({ version: '< 1.2', status: 'affected' }) })),
  )
  const found = findRecord(copy, 'CVE-2025-12345')
  assert.ok(found)
  writeCve(content, found)
  const problems: Problem[] = []
  const cves = readCves(content, problems)
  assert.deepEqual(problems, [])
  assert.deepEqual(cves.get('CVE-2025-12345'), found)
  assert.equal(parse(cveText(found)).affected[0].fixed[0], '1.2')
  const { names } = readAttacks('content')
  assert.deepEqual(checkSources(content, copy, cves, names).problems, [])
  writeFileSync(file, JSON.stringify(record({ title: 'another' })))
  const changed = checkSources(content, copy, cves, names).problems.map(({ where }) => where.split(': ')[1])
  assert.deepEqual(changed, ['title', 'affected'])
  assert.equal(findRecord(copy, 'CVE-2025-99999'), undefined)
  writeFileSync(join(below, 'CVE-2025-12346.json'), JSON.stringify(record({})))
  assert.throws(() => findRecord(copy, 'CVE-2025-12346'), /it is the record of CVE-2025-12345/)
})

test('a name of ATLAS that differs from its data is named', () => {
  const copy = join(folder, 'atlas')
  mkdirSync(copy)
  const { names } = readAttacks('content')
  const entry = (id: string, name: string, above?: string) => ({
    id,
    name,
    ...(above ? { 'subtechnique-of': above } : {}),
  })
  const data = {
    version: '5.6.0',
    matrices: [
      { techniques: [entry('AML.T0051', 'LLM Prompt Injection'), entry('AML.T0051.001', 'Indirect', 'AML.T0051')] },
    ],
    'case-studies': [],
  }
  writeFileSync(join(copy, 'ATLAS.yaml'), JSON.stringify(data))
  const check = (atlas: Record<string, string>) =>
    checkSources('content', copy, new Map(), { ...names, atlas }).problems.map(({ what }) => what)
  assert.deepEqual(check({ 'AML.T0051.001': 'LLM Prompt Injection: Indirect' }), [])
  assert.deepEqual(check({ 'AML.T0051.001': 'Indirect' }), [
    'AML.T0051.001 is called LLM Prompt Injection: Indirect, not Indirect',
  ])
  assert.deepEqual(check({ 'AML.T9999': 'None' }), ['ATLAS 5.6.0 has no AML.T9999'])
})

test('every CVE of a page is held with its record, in the form that the command writes', () => {
  const { attacks, cves } = readAttacks('content')
  for (const { id, cves: own } of attacks)
    for (const cve of own) {
      const kept = cves.get(cve)
      assert.ok(kept, `${id}: ${cve}`)
      if (isHeld(kept)) assert.equal(readFileSync(`content/cves/${cve}.yaml`, 'utf8'), cveText(kept), cve)
    }
})
