// A small MCP server over stdio without dependencies; its first argument says how it misbehaves.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const mode = process.argv[2] ?? 'plain'
const schema = { type: 'object', properties: {} }
const tool = (name, description = `Get ${name}.`, more = {}) => ({ name, description, inputSchema: schema, ...more })
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

const lists = {
  plain: () => [
    tool('get_one', 'Get one.', {
      title: 'One',
      outputSchema: schema,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: null, vendor: 'kept' },
      _meta: { 'example.com/a': 1 },
      execution: { taskSupport: 'forbidden' },
      id: 7,
    }),
    tool('get_two'),
  ],
  duplicates: () => [tool('twice', 'First.'), tool('twice', 'Second.')],
  schemaless: () => [{ name: 'no_type', inputSchema: { properties: {} } }, { name: 'no_schema' }, tool('fine')],
  nameless: () => [{ description: 'No name.' }, 'text', tool('fine')],
  hostile: () => [tool('<script>alert(1)</script>', 'a\u200b\u202e\u{e0041}\u001b[31m\0\n---\n{x}')],
  empty: () => [],
  many: () => Array.from({ length: 400 }, (_, index) => tool(`tool_${index}`)),
  environment: () => [
    tool('environment', Object.keys(process.env).sort().join(' ')),
    tool('arguments', process.argv.slice(3).join(' ')),
    tool('value', String(process.env.PLACEHOLDER)),
  ],
  network: () => [],
  deep: () => [tool('deep', 'Get.', { inputSchema: nested(1000) })],
  longname: () => [tool('a'.repeat(60_000))],
  crowd: () => Array.from({ length: 5001 }, (_, index) => tool(`tool_${index}`)),
  heavy: () => [tool('heavy', 'x'.repeat(9 * 1024 * 1024))],
  edge: () => [tool('a'.repeat(1000)), tool('edge', 'Get.', { inputSchema: nested(31) })],
}

function nested(levels) {
  let inner = { type: 'string' }
  for (let level = 0; level < levels; level++) inner = { properties: { a: inner } }
  return inner
}

if (mode === 'crash') {
  process.stderr.write('database not reachable\n')
  process.exit(3)
}
if (mode === 'noisy') process.stdout.write('Starting …\n{"not": "rpc"}\n{broken\n')
if (mode === 'stubborn') {
  process.on('SIGTERM', () => {})
  setInterval(() => {}, 1000)
}
if (mode === 'parent') {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', process.argv[3] ?? ''], {
    stdio: 'ignore',
  })
  child.unref()
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (id === undefined) return
  if (method === 'initialize') {
    if (mode === 'slow') return
    const protocolVersion = mode === 'old' ? '2024-11-05' : '2025-11-25'
    send({
      id,
      result: {
        protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: mode, version: '1.2.3' },
        instructions: 'Be kind.',
      },
    })
  } else if (method === 'tools/list') {
    if (mode === 'dies') process.exit(5)
    if (mode === 'refuses') send({ id, error: { code: -32000, message: 'not today' } })
    else if (mode === 'paged') {
      const page = Number(params?.cursor ?? 1)
      send({ id, result: { tools: [tool(`page_${page}`)], ...(page < 3 ? { nextCursor: String(page + 1) } : {}) } })
    } else if (mode === 'endless') send({ id, result: { tools: [tool('again')], nextCursor: 'same' } })
    else if (mode === 'abyss') {
      const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
      process.stdout.write(
        `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"tools":[{"name":"abyss","x":${deep}}]}}\n`,
      )
    } else if (mode === 'flood') setInterval(() => process.stdout.write('x'.repeat(1024 * 1024)), 1)
    else if (mode === 'pages') {
      // Each page is small enough, and there is always another.
      const page = Number(params?.cursor ?? 1)
      send({ id, result: { tools: [tool(`page_${page}`, 'x'.repeat(1024 * 1024))], nextCursor: String(page + 1) } })
    } else send({ id, result: { tools: (lists[mode] ?? lists.plain)() } })
  } else send({ id, error: { code: -32601, message: 'unknown method' } })
})
