import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'

const attacks = new Map(readAttacks('content').attacks.map((attack) => [attack.id, attack]))
const page = (id: string) => readFileSync(`content/attacks/${id}.mdx`, 'utf8').replaceAll(/\s+/g, ' ')

// Each line is from a public record: the CVE List (github.com/CVEProject/cvelistV5), a vendor's advisory, the fixed code.
for (const [id, { cves, date }, says, denies] of [
  ['camoleak', { cves: [], date: '2025-10-08' }, [/color-name/], []],
  ['slack-mcp-unfurl', { cves: ['CVE-2025-34072'], date: '2025-06-24' }, [/9\.3 by CVSS 4\.0/], [/No CVE/]],
  [
    'azure-mcp-auth-flaw',
    { cves: ['CVE-2026-32211'], date: '2026-04-02' },
    [/a service that Microsoft hosts/, /msrc\.microsoft\.com/],
    [/authenticating gateway/, /No patch was available/],
  ],
  [
    'framelink-figma-rce',
    { cves: ['CVE-2025-53967'], date: '2025-10-08' },
    [/before 0\.6\.3/, /fileKey/, /argument-condition/],
    [/values (it|that it had) fetched/, /any rule about its arguments/, /grade: "no"/],
  ],
  ['claude-code-websocket', { cves: ['CVE-2025-52882'], date: '2025-06-24' }, [/notebook was open and a person/], []],
  ['mcp-inspector-rce', { cves: ['CVE-2025-49596'], date: '2025-06-13' }, [], []],
  ['clinejection', { cves: [], date: '2026-02-17' }, [/downloaded roughly 4,000 times/], [/4,000 machines/]],
  [
    'pocketos-volume-delete',
    { cves: [], date: '2026-04-25' },
    [/provider restored/],
    [/backups on the same volume were gone/],
  ],
  ['replit-prod-db-deletion', { cves: [], date: '2025-07-18' }, [/npm run db:push/, /rollback/], [/free-sql/]],
] as const)
  test(`${id} says what the public record says`, () => {
    assert.deepEqual(attacks.get(id)?.cves, cves)
    assert.equal(attacks.get(id)?.date, date)
    for (const pattern of says) assert.match(page(id), pattern)
    for (const pattern of denies) assert.doesNotMatch(page(id), pattern)
  })

test('a number of a CVE stands on one page, and is not one that belongs to something else', () => {
  const all = [...attacks.values()].flatMap(({ cves }) => cves)
  assert.equal(new Set(all).size, all.length)
  // Malware in the npm package color-name.
  assert.ok(!all.includes('CVE-2025-59145'))
})
