import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'facts-'))
after(() => rmSync(folder, { recursive: true }))
const content = join(folder, 'content')
const sources = join(folder, 'sources')
mkdirSync(join(content, 'attacks'), { recursive: true })
mkdirSync(sources)
cpSync('content/attacks/mcp-inspector-rce.mdx', join(content, 'attacks/mcp-inspector-rce.mdx'))
cpSync('content/attacks/mcpoison.mdx', join(content, 'attacks/mcpoison.mdx'))

const facts = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/index.ts', 'facts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, POLICYBOOK_CONTENT: content },
  })
const record = {
  dataVersion: '5.1',
  cveMetadata: {
    cveId: 'CVE-2025-49596',
    state: 'PUBLISHED',
    assignerShortName: 'GitHub_M',
    datePublished: '2025-06-13T20:11:40.453Z',
  },
  containers: { cna: { title: 'MCP Inspector', references: [{ url: 'https://example.com/' }] } },
}

test('records of the CVEs that pages name are written, and a missing one is said to be missing', () => {
  writeFileSync(join(sources, 'CVE-2025-49596.json'), JSON.stringify(record))
  const { stdout, stderr, status } = facts('--sources', sources)
  assert.equal(status, 0, stderr)
  assert.match(stdout, /1 of 2 records written/)
  assert.match(stdout, /No record: CVE-2025-54136\./)
  assert.match(readFileSync(join(content, 'cves/CVE-2025-49596.yaml'), 'utf8'), /title: MCP Inspector\n/)
  assert.match(readFileSync(join(content, 'cves/CVE-2025-54136.yaml'), 'utf8'), /record: not available to us/)
})

test('a record that is held stays when the folder does not have it', () => {
  rmSync(join(sources, 'CVE-2025-49596.json'))
  const { stdout } = facts('--sources', sources)
  assert.match(stdout, /0 of 2 records written/)
  assert.match(readFileSync(join(content, 'cves/CVE-2025-49596.yaml'), 'utf8'), /title: MCP Inspector\n/)
})

test('without a folder, or with one that is not there, it says what to give', () => {
  const none = facts()
  assert.equal(none.status, 1)
  assert.match(none.stderr, /no folder of records is given.*cvelistV5/)
  assert.match(facts('--sources', join(folder, 'nowhere')).stderr, /there is no .*nowhere/)
})

test('a broken record is named with its file', () => {
  writeFileSync(join(sources, 'CVE-2025-49596.json'), '{"cveMetadata": {}}')
  const { stderr, status } = facts('--sources', sources)
  assert.equal(status, 1)
  assert.match(stderr, /CVE-2025-49596\.json: dataVersion/)
})
