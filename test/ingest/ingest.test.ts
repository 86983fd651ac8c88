import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { readSnapshots } from '../../src/catalogue/snapshots.ts'
import { listServer } from '../../src/ingest/list-server.ts'

const script = resolve('test/servers/server.mjs')
const list = (mode: string, limit?: number, ...args: string[]) =>
  listServer({ command: process.execPath, args: [script, mode, ...args], env: { PLACEHOLDER: '{HOME}/x' } }, limit)
const running = (word: string) => spawnSync('pgrep', ['-f', word]).status === 0

describe('listing a server', () => {
  test('keeps every member as sent', async () => {
    const { tools, protocolVersion, serverInfo, instructions, remarks } = await list('plain')
    assert.deepEqual(tools[0], {
      name: 'get_one',
      description: 'Get one.',
      inputSchema: { type: 'object', properties: {} },
      title: 'One',
      outputSchema: { type: 'object', properties: {} },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: null, vendor: 'kept' },
      _meta: { 'example.com/a': 1 },
      execution: { taskSupport: 'forbidden' },
      id: 7,
    })
    assert.deepEqual(
      [protocolVersion, serverInfo, instructions],
      ['2025-11-25', { name: 'plain', version: '1.2.3' }, 'Be kind.'],
    )
    assert.ok(tools.length === 2 && remarks.every((remark) => /as sent/.test(remark)))
  })

  test('follows pages to the last', async () => {
    const { tools, pages } = await list('paged')
    assert.deepEqual([tools.map(({ name }) => name), pages], [['page_1', 'page_2', 'page_3'], 3])
  })

  test('stops when a cursor comes twice, and says so', async () => {
    const { pages, remarks } = await list('endless')
    assert.equal(pages, 2)
    assert.match(remarks.join(), /does not end/)
  })

  test('skips what is no message on stdout, and counts it', async () => {
    const { tools, remarks } = await list('noisy')
    assert.equal(tools.length, 2)
    assert.match(remarks.join(), /3 lines on stdout/)
  })

  test('takes a list that breaks the schema as it was sent', async () => {
    const { tools, remarks } = await list('schemaless')
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['no_type', 'no_schema', 'fine'],
    )
    assert.match(remarks.join(), /taken as sent/)
  })

  test('reports entries without a name', async () => {
    const { tools, remarks } = await list('nameless')
    assert.equal(tools.length, 1)
    assert.equal(remarks.filter((remark) => /has no name/.test(remark)).length, 2)
  })

  test('takes duplicates, hostile text, old protocols, many tools and none', async () => {
    assert.deepEqual(
      (await list('duplicates')).tools.map(({ description }) => description),
      ['First.', 'Second.'],
    )
    assert.equal((await list('hostile')).tools[0]?.['description'], 'a\u200b\u202e\u{e0041}\u001b[31m\0\n---\n{x}')
    assert.equal((await list('old')).protocolVersion, '2024-11-05')
    assert.equal((await list('many')).tools.length, 400)
    assert.deepEqual((await list('empty')).tools, [])
  })

  test('says why a server failed', async () => {
    await assert.rejects(list('crash'), /exited with code 3; it said: database not reachable/)
    await assert.rejects(list('dies'), /exited with code 5/)
    await assert.rejects(list('refuses'), /not today/)
    await assert.rejects(list('slow', 500), /no answer within 0.5 s/)
    await assert.rejects(listServer({ command: '/no/such/program', args: [], env: {} }))
  })

  test('takes what is large within bounds, and says of what is larger why it failed', async () => {
    assert.deepEqual(
      (await list('edge')).tools.map(({ name }) => name.length),
      [1000, 4],
    )
    await assert.rejects(list('deep'), /the definition of deep nests deeper than 64 levels/)
    await assert.rejects(list('abyss'), /the definition of abyss nests deeper than 64 levels/)
    await assert.rejects(list('crowd'), /it lists 5,001 tools so far, and at most 5,000 are taken/)
    for (const mode of ['heavy', 'flood', 'pages'])
      await assert.rejects(list(mode), /the server sent more than 8 MB/, mode)
  })

  test('ends a server that will not go, and the children that it leaves behind', async () => {
    await list('stubborn')
    const word = `leftover${process.pid}`
    await list('parent', undefined, word)
    assert.equal(running(`stubborn ${process.pid}`), false)
    assert.equal(running(word), false)
  })

  test('shows a server nothing of the caller’s environment', async () => {
    process.env['POLICYBOOK_SECRET'] = 'secret'
    const { tools } = await list('environment', undefined, '{WORK}')
    const [names = '', args = '', value = ''] = tools.map(({ description }) => String(description))
    const allowed = [
      'HOME',
      'LANG',
      'PATH',
      'PLACEHOLDER',
      'PWD',
      'TMPDIR',
      'XDG_CACHE_HOME',
      'XDG_CONFIG_HOME',
      'XDG_DATA_HOME',
    ]
    assert.deepEqual(
      names.split(' ').filter((name) => !allowed.includes(name)),
      [],
    )
    assert.match(args, /policybook-.*work$/)
    assert.match(value, /policybook-.*home\/x$/)
  })
})

describe('the ingest command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policybook-ingest-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const content = join(folder, 'content')
  const modules = join(folder, 'cache/servers/node_modules/fixture')
  mkdirSync(join(content, 'servers'), { recursive: true })
  mkdirSync(modules, { recursive: true })
  cpSync(script, join(modules, 'server.mjs'))
  const manifest = (id: string, mode: string, more = '') =>
    writeFileSync(
      join(content, 'servers', `${id}.yaml`),
      `title: ${id}\nabout: For tests.\npackage: fixture\nversion: 1.0.0\nlicence: MIT\nentry: server.mjs\nargs: [${mode}]\n${more}`,
    )
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('src/cli/index.ts'), 'ingest', '--no-install', ...args],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          POLICYBOOK_CONTENT: content,
          POLICYBOOK_CATALOGUE: join(folder, 'catalogue'),
          POLICYBOOK_CACHE: join(folder, 'cache'),
        },
      },
    )
    return { status, text: stdout + stderr }
  }

  test('writes snapshots, locks them, and names what changed; a failure keeps the last good snapshot', () => {
    manifest('one', 'plain')
    manifest('two', 'duplicates')
    const first = run()
    assert.match(first.text, /2 of 2 servers, 4 tools/)
    assert.match(first.text, /There is no .*catalogue\.lock yet/)
    assert.equal(run('--accept').status, 0)
    assert.doesNotMatch(run().text, /--accept/)

    manifest('one', 'many')
    const changed = run('one')
    assert.match(changed.text, /- one \/ get_two\n/)
    assert.match(changed.text, /\+ one \/ tool_0\n/)
    manifest('one', 'plain')
    run('one')

    manifest('two', 'crash')
    const failed = run()
    assert.equal(failed.status, 0)
    assert.match(failed.text, /✖ two: .*exited with code 3.*is kept/s)
    assert.equal(readSnapshots(join(folder, 'catalogue')).find(({ id }) => id === 'two')?.tools.length, 2)

    manifest('two', 'empty')
    assert.match(run().text, /lists no tools now, and listed 2 before/)

    manifest('two', 'crash', 'required: true\n')
    assert.equal(run().status, 1)
    assert.match(run('nobody').text, /nobody: there is no such manifest/)
  })

  test('an accept takes what the named servers said, and nothing of others', () => {
    const lock = () => JSON.parse(readFileSync(join(content, 'catalogue.lock'), 'utf8')).servers
    manifest('calm', 'plain')
    manifest('poisoned', 'plain')
    run('--accept', 'calm', 'poisoned')
    const before = lock()
    manifest('poisoned', 'hostile')
    run('poisoned')
    manifest('calm', 'duplicates')
    const { status, text } = run('--accept', 'calm')
    assert.equal(status, 0)
    assert.deepEqual(Object.keys(lock().calm), ['twice', 'twice#2'])
    assert.deepEqual(lock().poisoned, before.poisoned)
    assert.deepEqual(Object.keys(lock()), Object.keys(before))
    assert.match(text, /now holds what these servers say: calm\./)
    assert.match(text, /- poisoned \/ get_one\n/)

    // A server that does not answer has said nothing that could be accepted.
    manifest('poisoned', 'crash')
    const failed = run('--accept', 'poisoned')
    assert.equal(failed.status, 1)
    assert.match(failed.text, /Nothing was accepted/)
    assert.deepEqual(lock().poisoned, before.poisoned)
    for (const id of ['calm', 'poisoned']) rmSync(join(content, 'servers', `${id}.yaml`))
  })

  test('one server that is too large fails alone, and stops neither this run nor the next', () => {
    manifest('fine', 'plain')
    for (const mode of ['deep', 'longname', 'crowd', 'heavy']) {
      manifest('huge', mode)
      const { status, text } = run('fine', 'huge')
      assert.equal(status, 0, text)
      assert.match(text, /✖ huge: [^\n]*(deeper than 64|60,000 characters|5,001 tools|more than 8 MB)/, mode)
      assert.match(text, /1 of 2 servers, 2 tools/)
    }
    // A snapshot from before there were bounds.
    const path = join(folder, 'catalogue/huge.json')
    const old = JSON.parse(readFileSync(join(folder, 'catalogue/fine.json'), 'utf8'))
    writeFileSync(path, JSON.stringify({ ...old, id: 'huge', tools: [{ name: 'a'.repeat(60_000) }] }))
    const { status, text } = run('--accept', 'fine')
    assert.equal(status, 0, text)
    assert.match(text, /huge\.json: the server is left out: the name of a tool has 60,000 characters/)
    manifest('huge', 'plain')
    assert.match(run('huge').text, /✔ huge: 2 tools, written/)
    for (const id of ['fine', 'huge']) rmSync(join(content, 'servers', `${id}.yaml`))
    rmSync(path)
  })

  test('when every server failed the command fails', () => {
    manifest('three', 'crash')
    manifest('four', 'dies')
    const { status, text } = run('three', 'four')
    assert.match(text, /0 of 2 servers/)
    assert.equal(status, 1)
    rmSync(join(content, 'servers', 'four.yaml'))
  })

  test('a changed definition is named with its member', () => {
    manifest('three', 'plain')
    run('three')
    run('--accept', 'three')
    const path = join(folder, 'catalogue/three.json')
    const snapshot = JSON.parse(readFileSync(path, 'utf8'))
    snapshot.tools[0].description = 'Something else.'
    writeFileSync(path, JSON.stringify(snapshot))
    const lock = JSON.parse(readFileSync(join(content, 'catalogue.lock'), 'utf8'))
    lock.servers.three.get_one = '0'.repeat(64)
    writeFileSync(join(content, 'catalogue.lock'), JSON.stringify(lock))
    assert.match(run('three').text, /~ three \/ get_one: \/description\n/)
  })
})
