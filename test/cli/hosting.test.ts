import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { serve } from '../../src/cli/serve.ts'
import { SITE_HEADERS } from '../../src/cli/site-headers.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-hosting-'))
const dist = join(folder, 'dist')
const nginx = spawnSync('nginx', ['-v']).error === undefined
const skip = nginx ? false : 'NGINX is not installed'

const FILES: Record<string, string> = {
  'index.html': `<!doctype html><title>Home</title>${'x'.repeat(2000)}`,
  '404.html': '<!doctype html><title>Not found</title>',
  'servers.html': '<!doctype html><title>Servers</title>',
  'servers/github.html': '<!doctype html><title>GitHub · é</title>',
  'servers/github/create_issue.html': '<!doctype html><title>create_issue</title>',
  'servers/github/read-only.codex.toml': 'a = 1\n',
  'servers/github/docker.sh': 'true\n',
  'servers/github/agentcore.cedar': 'permit(principal, action, resource);\n',
  'servers/github/rules.json': '{"é":1}',
  'attacks/all.csv': 'a,b\n',
  'v0.1/servers.json': '{}',
  'attacks/feed.atom': '<feed/>',
  '_astro/page.abc123.js': `export const a = '${'x'.repeat(2000)}'`,
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'pagefind/x.wasm': '\0asm',
}

// What a reader may ask for: the status, and how the content type begins.
const ASKED: [string, number, string?][] = [
  ['/', 200, 'text/html'],
  ['/servers', 200, 'text/html'],
  ['/servers?category=Read', 200, 'text/html'],
  ['/servers/github', 200, 'text/html'],
  ['/servers/github/create_issue', 200, 'text/html'],
  ['/servers/github/read-only.codex.toml', 200, 'text/plain'],
  ['/servers/github/docker.sh', 200, 'text/plain'],
  ['/servers/github/agentcore.cedar', 200, 'text/plain'],
  ['/servers/github/rules.json', 200, 'application/json'],
  ['/attacks/all.csv', 200, 'text/plain'],
  ['/v0.1/servers', 200, 'application/json'],
  ['/attacks/feed.atom', 200, 'application/atom+xml'],
  ['/favicon.svg', 200, 'image/svg+xml'],
  ['/pagefind/x.wasm', 200, 'application/wasm'],
  ['/nothing', 404, 'text/html'],
  ['/servers/github/nothing', 404, 'text/html'],
  ['/nothing.yaml', 404, 'text/html'],
  ['/_astro/nothing.js', 404, 'text/html'],
  ['/%2e%2e/%2e%2e/etc/passwd', 404],
]

const hosts: { name: string; address: string }[] = []
let own: Server
let child: ChildProcess | undefined

before(async () => {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true })
    writeFileSync(join(dist, file), text)
  }
  own = await serve(dist, 0)
  hosts.push({ name: 'serve', address: `http://localhost:${(own.address() as AddressInfo).port}` })
  if (nginx) hosts.push({ name: 'nginx', address: await startNginx() })
})

after(async () => {
  own?.closeAllConnections()
  own?.close()
  if (child) {
    const ended = new Promise((done) => child?.once('close', done))
    child.kill()
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

/** NGINX with the recipe as it is shipped, but for the lines that a host changes. */
async function startNginx(): Promise<string> {
  const port = await freePort()
  const recipe = readFileSync(resolve('hosting/nginx.conf'), 'utf8')
  const changed = recipe
    .replace(/listen 8080;/, `listen 127.0.0.1:${port};`)
    .replace(/root \/srv\/policybook;/, `root ${dist};`)
  assert.notEqual(changed, recipe)
  for (const part of ['temporary', 'conf']) mkdirSync(join(folder, part))
  writeFileSync(join(folder, 'conf/site.conf'), changed)
  writeFileSync(
    join(folder, 'conf/policybook-headers.conf'),
    readFileSync(resolve('hosting/policybook-headers.conf'), 'utf8'),
  )
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, 'temporary')};`,
  )
  writeFileSync(
    join(folder, 'conf/nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; events {} http { access_log off; ${temporary.join(' ')} include /etc/nginx/mime.types; include site.conf; }`,
  )
  const args = ['-p', folder, '-c', join(folder, 'conf/nginx.conf'), '-e', join(folder, 'error.log')]
  child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const address = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 200; attempt++) {
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return address
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'))
}

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })

describe('a host of the built site', () => {
  test('answers every address with its status, type and headers', async () => {
    for (const { name, address } of hosts)
      for (const [path, status, type] of ASKED) {
        const answer = await fetch(address + path)
        const which = `${name} ${path}`
        // A path that leaves the folder may be refused as malformed, too.
        if (type === undefined) {
          assert.ok([400, 404].includes(answer.status), which)
          continue
        }
        assert.equal(answer.status, status, which)
        assert.ok(
          answer.headers.get('content-type')?.startsWith(type),
          `${which}: ${answer.headers.get('content-type')}`,
        )
        for (const [header, value] of Object.entries(SITE_HEADERS))
          assert.equal(answer.headers.get(header), value, which)
        if (status === 404) assert.match(await answer.text(), /Not found/, which)
        if (type.startsWith('text/')) assert.match(answer.headers.get('content-type') ?? '', /charset=utf-8/i, which)
      }
  })

  test('only reads', async () => {
    for (const { address } of hosts) assert.equal((await fetch(`${address}/servers`, { method: 'POST' })).status, 405)
  })

  test('NGINX compresses, and browsers keep only files whose name changes with their content', { skip }, async () => {
    const { address } = hosts[1] as { address: string }
    const page = await fetch(`${address}/`, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(page.headers.get('content-encoding'), 'gzip')
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.ok(page.headers.get('etag'))
    const script = await fetch(`${address}/_astro/page.abc123.js`, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(script.headers.get('content-encoding'), 'gzip')
    assert.match(script.headers.get('cache-control') ?? '', /immutable/)
    const again = await fetch(`${address}/`, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
    assert.equal(again.status, 304)
  })
})
