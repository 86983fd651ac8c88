import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { readContent } from '../../src/catalogue/read-content.ts'
import { PolicyText } from '../../src/policy/core/policy-text.ts'
import { recogniseTarget } from '../../src/policy/lint/recognise.ts'
import { targets } from '../../src/policy/targets/index.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { blocksOf, commandBlocks } from './guide-commands.ts'

// What a reader has: a copy of the project with a small catalogue, settings of their own, and a server beside it.
const folder = mkdtempSync(join(tmpdir(), 'policybook-guides-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const copy = join(folder, 'policybook')
mkdirSync(copy)
for (const part of ['src', 'public', 'package.json', 'astro.config.mjs', 'chunks.config.ts', 'tsconfig.json'])
  cpSync(part, join(copy, part), { recursive: true })
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
const SERVERS = /^content\/servers\/./
cpSync('content', join(copy, 'content'), { recursive: true, filter: (path) => !SERVERS.test(path) })

const { tools } = readContent('content').attacks
const PACKAGES: Record<string, { name: string; tools: string[] }> = {
  github: {
    name: '@modelcontextprotocol/server-github',
    tools: ['read_file', 'create_pull_request', 'post_comment', 'git_init'],
  },
  gitlab: { name: '@modelcontextprotocol/server-gitlab', tools: ['read_file', 'post_comment', 'delete_volume'] },
  filesystem: { name: '@modelcontextprotocol/server-filesystem', tools: ['read_file', 'write_file'] },
  playwright: { name: '@playwright/mcp', tools: ['navigate', 'fetch_url'] },
  tavily: { name: 'tavily-mcp', tools: ['fetch_url'] },
}
mkdirSync(join(copy, 'catalogue'))
for (const [id, { name, tools: names }] of Object.entries(PACKAGES)) {
  const snapshot: Snapshot = {
    id,
    capturedAt: '2026-01-31',
    source: { kind: 'package', name, version: '1.0.0' },
    protocolVersion: '2025-11-25',
    serverInfo: { name: id, version: '1.0.0' },
    tools: tools.filter((tool) => names.includes(String(tool.name))),
  }
  assert.equal(snapshot.tools.length, names.length, id)
  writeFileSync(join(copy, 'catalogue', `${id}.json`), JSON.stringify(snapshot))
  writeFileSync(
    join(copy, 'content/servers', `${id}.yaml`),
    `title: The ${id} server\nabout: Made for tests.\npackage: "${name}"\nversion: 1.0.0\nlicence: MIT\nentry: x.js\n`,
  )
}

const SETTINGS: Record<string, string> = {
  '.mcp.json': JSON.stringify({
    mcpServers: {
      work: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github@2025.4.8'] },
      files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.8.31', '/srv/data'] },
    },
  }),
  '.claude/settings.json': JSON.stringify({ permissions: { deny: ['Bash(rm *)', 'mcp__work__create_pull_request'] } }),
}
mkdirSync(join(copy, '.claude'))
for (const [file, text] of Object.entries(SETTINGS)) writeFileSync(join(copy, file), text)

const own = join(folder, 'tickets-server')
mkdirSync(own)
writeFileSync(
  join(own, 'package.json'),
  JSON.stringify({ name: '@acme/mcp-tickets', version: '1.2.0', type: 'module', main: 'server.js' }),
)
writeFileSync(
  join(own, 'server.js'),
  `import { createInterface } from 'node:readline'
const send = (message) => console.log(JSON.stringify({ jsonrpc: '2.0', ...message }))
const tool = (name, description) => ({ name, description, inputSchema: { type: 'object', properties: { id: { type: 'string' } } } })
const answers = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'tickets', version: '1.2.0' } }),
  'tools/list': () => ({ tools: [tool('list_tickets', 'List the tickets of a project.'), tool('delete_ticket', 'Permanently delete a ticket.')] }),
}
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (id === undefined) return
  const answer = answers[method]
  send(answer ? { id, result: answer(params) } : { id, error: { code: -32601, message: 'not known' } })
})
`,
)

/** What is in the reader's files: neither what is installed nor what is built. */
const textsOf = () =>
  new Map(
    globSync('{*,.*,.claude/**,incident/**}', { cwd: copy, exclude: ['node_modules', 'dist', '.policybook'] }).flatMap(
      (file) => (statSync(join(copy, file)).isFile() ? [[file, readFileSync(join(copy, file), 'utf8')] as const] : []),
    ),
  )

function run(text: string) {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) if (!/^(?:POLICYBOOK|npm)_/i.test(name)) env[name] = value
  return spawnSync('sh', ['-e', '-c', text], {
    cwd: copy,
    encoding: 'utf8',
    env: {
      ...env,
      HOME: join(folder, 'home'),
      PATH: [join(copy, 'node_modules/.bin'), env['PATH']].join(delimiter),
      ASTRO_TELEMETRY_DISABLED: '1',
    },
  })
}

const blocks = commandBlocks()

test('every command of every guide runs in a copy of the project, and what it writes is a policy', (t) => {
  const written: string[] = []
  let count = 0
  for (const { guide, text, commands, notRun } of blocks) {
    if (notRun !== undefined) continue
    const before = textsOf()
    const { status, stdout, stderr } = run(text)
    assert.equal(status, 0, `${guide}: ${text}\n${stdout}\n${stderr}`)
    count += commands.length
    for (const [file, was] of Object.entries(SETTINGS))
      assert.equal(readFileSync(join(copy, file), 'utf8'), was, `${guide} wrote over ${file}`)
    for (const [file, text] of textsOf()) {
      if (before.get(file) === text || /^incident/.test(file)) continue
      const source = new PolicyText(file, text)
      const reader = recogniseTarget(source, targets)
      assert.ok('target' in reader, `${guide}: nothing reads ${file}`)
      // A file of rules alone does not say which servers its keys are.
      const found = reader.target.linter.find(source).filter(({ rule }) => !rule.endsWith('/which-server'))
      assert.deepEqual(found, [], `${guide}: ${file}`)
      written.push(file)
    }
  }
  t.diagnostic(`${count} commands ran; ${written.length} policies were written: ${written.join(', ')}`)
  assert.ok(count >= 30, `${count} commands`)
  assert.ok(written.length >= 7, written.join())
})

test('a command that no test runs says why, and there are few of them', (t) => {
  const reasons: Record<string, number> = {}
  for (const { commands, notRun } of blocks)
    if (notRun !== undefined) reasons[notRun] = (reasons[notRun] ?? 0) + commands.length
  t.diagnostic(JSON.stringify(reasons))
  assert.deepEqual(reasons, {
    'needs Claude Code and an account': 1,
    'needs Codex and an account': 1,
    'installs the servers from the npm registry and starts them': 2,
    'checks all content of the project, which its own build does': 1,
    'serves until you stop it': 1,
  })
})

test('blocks are found with their reason, and a here-document is one command', () => {
  const text =
    'order: 3\n\n```sh not-run="a reason"\na\n```\n\n```bash\n# no\ncat > x <<\'END\'\nb\nEND\n\nc\n```\n\n```json\n{}\n```\n'
  assert.deepEqual(
    blocksOf('g', text).map(({ order, commands, notRun }) => [order, commands, notRun]),
    [
      [3, ['a'], 'a reason'],
      [3, ["cat > x <<'END'", 'c'], undefined],
    ],
  )
})
