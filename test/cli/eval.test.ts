import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkMeasured } from '../../src/cli/check.ts'
import { content } from '../risk/rules.ts'

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
  assert.match(stdout, /N-VERB “get”/)
})

test('every line that does not fit is named', () => {
  const { stderr, status } = run('--labels', file('{', { server: 's', tool: 't', category: 'Red' }))
  assert.equal(status, 1)
  assert.match(stderr, /labels\.ndjson:1: the line is no JSON/)
  assert.match(stderr, /labels\.ndjson:2: category/)
  assert.match(run('--labels', join(folder, 'none')).stderr, /there is no such file/)
})

test('a label whose definition no snapshot holds is told and left out', () => {
  const path = file(
    { server: 's', tool: 'get', category: 'Read' },
    { server: 'gone', tool: 't', digest: '0'.repeat(64), category: 'Read' },
  )
  const { stdout, stderr } = run('--labels', path, '--json')
  assert.match(stderr, /1 labels name a definition that no snapshot holds: gone/)
  assert.deepEqual([JSON.parse(stdout).n, JSON.parse(stdout).missing], [1, 1])
})

test('the published figures are those of the rules as they are', () => {
  assert.deepEqual(checkMeasured(content), [])
  assert.notDeepEqual(checkMeasured({ ...content, riskDigest: 'other' }), [])
})

// The bars of the project, on whatever of the labelled set the snapshots at hand can be joined to.
test('the rating keeps its bars on the labelled set', {
  skip: !existsSync('catalogue') && 'there are no snapshots',
}, () => {
  const { lenient, high, quoted, n } = JSON.parse(run('--json').stdout)
  assert.ok(n >= 200, `${n} labels could be joined`)
  assert.ok(lenient >= 0.98, `lenient ${lenient}`)
  assert.ok(high.lenient >= 0.995 && high.share >= 0.85, `high ${JSON.stringify(high)}`)
  assert.ok(quoted >= 0.96, `quoted ${quoted}`)
})
