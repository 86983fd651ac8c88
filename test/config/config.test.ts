import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { readManifests } from '../../src/catalogue/read-manifests.ts'
import { matchServers } from '../../src/config/match.ts'
import { MAX_SERVERS, readConfig } from '../../src/config/read-config.ts'
import { MAX_TEXT_CHARS } from '../../src/config/read-value.ts'
import { type ConfiguredServer, serverKinds } from '../../src/config/server.ts'
import { formatProblem } from '../../src/schema/problem.ts'

interface Case {
  file: string
  about: string
  text: string
  dialect?: string
  servers: Omit<ConfiguredServer, 'dialect'>[]
  problems?: string[]
}

const cases: Case[] = parse(readFileSync('test/config/files.yaml', 'utf8'))

for (const { file, about, text, dialect, servers, problems = [] } of cases)
  test(`reads ${file || 'a pasted text'}: ${about}`, () => {
    const read = readConfig(text, file)
    assert.equal(read.dialect, dialect)
    assert.deepEqual(
      read.servers,
      servers.map((server) => ({ ...server, dialect })),
    )
    assert.deepEqual(read.problems.map(formatProblem), problems)
    assert.doesNotMatch(JSON.stringify(read), /SECRET/)
  })

test('the files are of every dialect and show every kind', () => {
  assert.ok(cases.length >= 24)
  const all = cases.flatMap(({ servers }) => servers)
  assert.deepEqual(new Set(all.map(({ kind }) => kind)), new Set(serverKinds))
})

/** A credential as services give them out, with a mark that no real text has. */
const secret = fc
  .tuple(
    fc.constantFrom('', 'sk-', 'ghp_', 'xoxb-', 'Bearer ', 'postgres://u:', 'https://h/?k='),
    fc.stringMatching(/^[A-Za-z0-9]{8,40}$/),
  )
  .map(([prefix, text]) => `${prefix}zQ9${text}`)

/** Places of a configuration where people put secrets, and places that a client may invent. */
const entry = fc
  .record({
    secrets: fc.array(secret, { minLength: 12, maxLength: 12 }),
    kind: fc.constantFrom('npx', 'uvx', 'docker', 'node', 'python', 'sh', 'url', 'remote', 'other', 'list', 'old'),
    extra: fc.stringMatching(/^[a-z]{1,8}$/),
  })
  .map(({ secrets: [a, b, c, d, e, f, g, h, i, j, k, l], kind, extra }) => {
    const around = {
      env: { TOKEN: a, [`KEY_${b}`]: '1' },
      environment: { A: a },
      headers: { Authorization: `Bearer ${c}`, [`X-${d}`]: 'x' },
      http_headers: { A: c },
      cwd: `/home/${e}`,
      envFile: `/home/${e}/.env`,
      description: f,
      tools: [g],
      autoApprove: [g],
      type: h,
      [extra === 'command' || extra === 'args' || extra === 'url' ? 'x' : extra]: { deep: [{ [`${i}`]: i }] },
      [`${j}`]: j,
    }
    const more = [`--token=${a}`, '--api-key', b, c, `-k${d}`, `KEY=${e}`]
    if (kind === 'npx')
      return { ...around, command: 'npx', args: ['-y', `--registry=https://${a}@r.example`, '@a/server', ...more] }
    if (kind === 'uvx')
      return {
        ...around,
        command: 'uvx',
        args: ['--index-url', `https://u:${a}@pypi.example/simple`, 'a-server', ...more],
      }
    if (kind === 'docker')
      return {
        ...around,
        command: 'docker',
        args: ['run', '-i', '-e', `T=${k}`, `--env=T=${l}`, '-v', `/${a}:/x`, 'mcp/a', ...more],
      }
    if (kind === 'node') return { ...around, command: `/home/${k}/bin/node`, args: [`/home/${l}/index.js`, ...more] }
    if (kind === 'python') return { ...around, command: 'python', args: [`/home/${l}/x.py`, ...more] }
    if (kind === 'sh')
      return { ...around, command: 'sh', args: ['-c', `export A=${k}; npx -y @a/server --key ${l}`, ...more] }
    if (kind === 'url') return { ...around, url: `https://user:${a}@mcp.example.com/s/${b}/mcp?key=${c}#${d}` }
    if (kind === 'remote')
      return {
        ...around,
        command: 'npx',
        args: ['mcp-remote', `https://mcp.example.com/${a}?k=${b}`, '--header', `A: ${c}`],
      }
    if (kind === 'list') return { ...around, command: ['npx', '-y', '@a/server', ...more] }
    if (kind === 'old') return { ...around, command: { path: 'npx', args: ['@a/server', ...more], env: { A: k } } }
    return { ...around, command: `/opt/${k}/server`, args: { [`${l}`]: l } }
  })

test('no secret of any place gets into the result or into a problem', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), entry, { minKeys: 1, maxKeys: 4 }),
      fc.constantFrom('mcpServers', 'servers', 'mcp_servers', 'context_servers', 'mcp', 'other'),
      fc.constantFrom(
        '',
        '.mcp.json',
        '.vscode/mcp.json',
        '.claude.json',
        'opencode.json',
        'config.toml',
        '.gemini/settings.json',
      ),
      secret,
      fc.boolean(),
      (servers, member, file, more, broken) => {
        const whole = {
          [member]: servers,
          inputs: [{ id: more, default: more }],
          projects: { [`/home/${more}`]: { mcpServers: servers, history: [more] } },
          apiKey: more,
        }
        const text = `// ${more}\n${JSON.stringify(whole, null, 1)}`
        const read = readConfig(broken ? text.slice(0, text.length / 2) : text, file)
        assert.doesNotMatch(JSON.stringify(read), /zQ9/i)
        for (const server of read.servers)
          for (const name of Object.keys(server))
            assert.ok(
              ['key', 'kind', 'package', 'version', 'image', 'host', 'command', 'disabled', 'dialect'].includes(name),
            )
      },
    ),
    { numRuns: 500 },
  )
})

test('the same search finds a secret that is kept', () => {
  // Where a package must be, nothing tells a short word of small letters from its name.
  const read = readConfig('{"mcpServers":{"a":{"command":"npx","args":["zq9word"]}}}')
  assert.match(JSON.stringify(read), /zQ9/i)
})

test('a token in the place of a name is dropped', () => {
  for (const token of [
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'sk-proj-aB3dE5gH7jK9mN1pQ3sT5vW7',
    'sk-ant-api03-abcdefghij-klmnop',
    'xoxb-1234567890-abcdefghijkl',
    '550e8400-e29b-41d4-a716-446655440000',
    'a1b2c3d4e5f6a7b8c9d0',
    'tvly-dev-abcdefghijklmno',
  ]) {
    const lower = token.toLowerCase()
    const read = readConfig(
      JSON.stringify({
        mcpServers: {
          a: { command: 'npx', args: [lower] },
          b: { command: 'uvx', args: [token] },
          c: { command: 'docker', args: ['run', lower] },
          d: { command: token },
          e: { url: `https://${lower.replaceAll('_', '-')}.mcp.example.com/` },
          f: { command: 'npx', args: [`nx-mcp@${token}`] },
          [token]: { command: 'npx', args: ['nx-mcp'] },
        },
      }),
    )
    assert.doesNotMatch(JSON.stringify(read).toLowerCase(), new RegExp(lower.replaceAll('_', '[_-]')), token)
    assert.equal(read.servers.length, 6)
  }
})

test('no package, image or program of the fixtures looks like a secret', () => {
  for (const { package: name } of readManifests('content').values()) {
    const read = readConfig(JSON.stringify({ mcpServers: { a: { command: 'npx', args: ['-y', `${name}@1.0.0`] } } }))
    assert.deepEqual(
      read.servers.map((one) => [one.package, one.version]),
      [[name, '1.0.0']],
    )
  }
})

test('hostile texts are refused or bounded, and never throw', () => {
  const deep = `${'{"mcpServers":'.repeat(50_000)}1${'}'.repeat(50_000)}`
  const many = JSON.stringify({
    mcpServers: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`s${index}`, { command: 'npx' }])),
  })
  const own =
    '{"mcpServers":{"__proto__":{"command":"npx","args":["nx-mcp"]},"constructor":{"url":"https://a.example"}}}'
  assert.match(readConfig(deep).problems[0]?.what ?? '', /nested/)
  assert.match(readConfig('[[[['.repeat(40_000), 'x.toml').problems[0]?.what ?? '', /nested|not TOML/)
  assert.match(readConfig(`a${'.a'.repeat(50_000)} = 1`, 'x.toml').problems[0]?.what ?? '', /nested/)
  assert.match(readConfig(' '.repeat(MAX_TEXT_CHARS + 1)).problems[0]?.what ?? '', /16 MB/)
  assert.equal(readConfig(many).servers.length, MAX_SERVERS)
  assert.deepEqual(
    readConfig(own).servers.map(({ key }) => key),
    ['__proto__', 'constructor'],
  )
  assert.equal(({} as Record<string, unknown>)['command'], undefined)
  for (const text of ['', 'null', '[]', '"x"', '{', '\u0000', '{"mcpServers":null}', '{"mcp":{"servers":7}}'])
    assert.deepEqual(readConfig(text).servers, [])
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readConfig(text)))
  fc.assert(fc.property(fc.json(), (text) => void readConfig(`{"mcpServers":${text}}`)))
})

test('servers are found by what starts them, and never by the name that the reader has for them', () => {
  const catalogue = [
    {
      id: 'one',
      package: '@a/one',
      aliases: { pypi: ['a-one'], images: ['mcp/one'], commands: ['a-one'], hosts: ['one.example'] },
    },
    { id: 'two', package: 'two-mcp' },
  ]
  const text = JSON.stringify({
    mcpServers: {
      npm: { command: 'npx', args: ['@a/one@2.0.0'] },
      pypi: { command: 'uvx', args: ['A_One'] },
      image: { command: 'docker', args: ['run', 'mcp/one:1'] },
      host: { url: 'https://one.example/mcp' },
      program: { command: '/usr/bin/a-one' },
      other: { command: 'npx', args: ['two-mcp'] },
      two: { command: 'npx', args: ['someone-elses-two-mcp'] },
      one: { url: 'https://two-mcp/' },
    },
  })
  assert.deepEqual(matchServers(readConfig(text).servers, catalogue), [
    'one',
    'one',
    'one',
    'one',
    'one',
    'two',
    undefined,
    undefined,
  ])
})
