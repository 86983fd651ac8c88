// Linting without a disk finds what the command finds: the shapes of files that people have, and a file with each fault.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'
import type { CatalogueServer } from '../../../src/policy/lint/identify-servers.ts'
import { lintText } from '../../../src/policy/lint/lint-text.ts'
import { MAX_BYTES } from '../../../src/policy/lint/max-bytes.ts'
import { lintRules } from '../../../src/policy/lint/recognise.ts'
import { targets } from '../../../src/policy/targets/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-lint-text-'))
after(() => rmSync(folder, { recursive: true }))

const github: CatalogueServer = {
  id: 'github',
  package: '@modelcontextprotocol/server-github',
  tools: ['create_issue', 'get_me', 'delete_file'],
}
const tool = (name: string) => ({ name, inputSchema: { type: 'object' } })
write(
  'catalogue/github.json',
  JSON.stringify({
    id: 'github',
    capturedAt: '2026-11-20',
    source: { kind: 'package', name: github.package, version: '1.0.0' },
    protocolVersion: '2025-06-18',
    serverInfo: {},
    tools: github.tools.map(tool),
  }),
)

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Runs the command where no file of the project is. */
function command(args: string[]) {
  const { stdout, stderr } = spawnSync(process.execPath, [resolve('src/cli/index.ts'), 'lint', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, POLICYBOOK_CATALOGUE: join(folder, 'catalogue'), HOME: folder, USERPROFILE: folder },
    maxBuffer: 1 << 26,
  })
  return { stdout, stderr }
}

interface Fixture {
  file: string
  text: string
}
const shapes: Fixture[] = parse(readFileSync('test/policy/lint/real-shapes.yaml', 'utf8'))
const faults = lintRules(targets).map(({ bad, file = 'policy' }): Fixture => ({ file, text: bad }))
// Each in a folder of its own, so that no other file says anything about it.
const fixtures = [...shapes, ...faults].map(({ file, text }, index) => ({ file: `${index}/${file || 'pasted'}`, text }))
const options = { catalogue: [github] }

test('the same is found in every text, with the same words', async () => {
  for (const { file, text } of fixtures) write(file, text)
  const { stdout, stderr } = command(['--json', ...fixtures.map(({ file }) => file)])
  const byFile = Map.groupBy(JSON.parse(stdout) as { file: string }[], ({ file }) => file)
  const found = { findings: 0, refusals: 0, clean: 0 }
  for (const { file, text } of fixtures) {
    const answer = await lintText(text, file, options)
    if ('why' in answer) {
      found.refusals++
      assert.equal(byFile.get(file), undefined, file)
      assert.ok(stderr.includes(`${file}: ${answer.why}`), `${file}: ${answer.why}`)
      continue
    }
    const shown = answer.findings.map(({ title, ...finding }) => {
      assert.notEqual(title, '')
      return { file, ...finding }
    })
    assert.deepEqual(shown, byFile.get(file) ?? [], file)
    found.findings += shown.length
    if (shown.length === 0) found.clean++
  }
  assert.ok(fixtures.length > 200 && found.findings > 200, JSON.stringify(found))
  assert.ok(found.refusals > 5 && found.clean > 20, JSON.stringify(found))
})

test('what is corrected is the text that the command writes', async () => {
  const fixed = await Promise.all(
    fixtures.map(async ({ file, text }) => {
      const answer = await lintText(text, file, options)
      return 'fixed' in answer && answer.fixed ? [{ file, ...answer.fixed }] : []
    }),
  )
  const corrected = fixed.flat()
  assert.ok(corrected.length >= 10, `${corrected.length} texts`)
  for (const { file, text } of fixtures) write(file, text)
  const { stderr } = command(['--fix', '--json', ...corrected.map(({ file }) => file)])
  for (const { file, text, count } of corrected) {
    assert.equal(readFileSync(join(folder, file), 'utf8'), text, file)
    assert.ok(stderr.includes(`${file}: ${count} corrected.`), file)
  }
})

test('the reader can say the target and the servers', async () => {
  const text = '{"permissions": {"deny": ["mcp__gh__delete_fiel"]}}'
  const rules = async (given: Parameters<typeof lintText>[2]) => {
    const answer = await lintText(text, '.claude/settings.json', given)
    return 'findings' in answer ? answer.findings.map(({ rule }) => rule) : answer.why
  }
  assert.deepEqual(await rules({}), ['claude-code/which-server'])
  assert.deepEqual(await rules({ servers: new Map([['gh', null]]) }), [])
  assert.deepEqual(await rules({ servers: new Map([['gh', github.tools]]) }), ['claude-code/unknown-tool'])
  const config = {
    file: '.mcp.json',
    text: `{"mcpServers": {"gh": {"command": "npx", "args": ["${github.package}"]}}}`,
  }
  assert.deepEqual(await rules({ ...options, configs: [config] }), ['claude-code/unknown-tool'])
  assert.deepEqual(await rules({ configs: [config] }), [])
  assert.match(String(await rules({ target: 'ai-sdk' })), /there are no rules for ai-sdk/)
  const managed = await lintText(text, '', { target: 'claude-code-managed' })
  assert.ok('target' in managed)
  assert.deepEqual(managed.target, { id: 'claude-code-managed', label: 'Claude Code (managed)' })
  const large = await lintText('é'.repeat(MAX_BYTES / 2 + 1))
  assert.ok('why' in large)
  assert.equal(large.why, 'it is larger than 1 MB')
})
