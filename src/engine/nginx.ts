import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Snippet } from '../policy/core/snippet.ts'
import { LOCATION } from '../policy/targets/nginx/render.ts'
import type { Engine } from './engine.ts'
import { unlistedTools } from './unlisted-tools.ts'

/** NGINX itself, where it is installed: reads the configuration, and answers a request for every tool. */
export function nginxEngine(): Engine | undefined {
  const { stderr, error } = spawnSync('nginx', ['-v'], { encoding: 'utf8' })
  if (error) return undefined
  return { id: 'nginx', name: `NGINX ${/nginx\/(\S+)/.exec(stderr)?.[1]}`, targets: ['nginx'], check }
}

async function check({ text, effects, defaultEffect }: Snippet): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const socket = join(folder, 'socket')
  const [http = '', location = ''] = text.split(LOCATION)
  const file = join(folder, 'nginx.conf')
  mkdirSync(join(folder, 'temporary'))
  writeFileSync(file, configuration(folder, socket, http, location))
  const args = ['-p', folder, '-c', file, '-e', join(folder, 'error.log')]
  const tried = spawnSync('nginx', ['-t', ...args], { encoding: 'utf8' })
  if (tried.status !== 0) {
    rmSync(folder, { recursive: true })
    return [tried.stderr.trim()]
  }
  const server = spawn('nginx', args, { stdio: 'ignore' })
  try {
    await answers(socket, server)
    const problems: string[] = []
    const ask = async (what: string, headers: Record<string, string>, passes: boolean) => {
      const status = await statusOf(socket, headers)
      if (status !== (passes ? 200 : 403)) problems.push(`${what}: NGINX answers ${status}`)
    }
    const call = (name: string) => ({ 'Mcp-Method': 'tools/call', 'Mcp-Name': name })
    for (const [tool, effect] of effects) {
      await ask(tool, call(tool), effect === 'allow')
      if (!effects.has(tool.toUpperCase()))
        await ask(tool.toUpperCase(), call(tool.toUpperCase()), defaultEffect === 'allow')
    }
    for (const tool of unlistedTools(effects)) await ask(tool, call(tool), defaultEffect === 'allow')
    for (const tool of [...effects.keys()].slice(0, 3))
      await ask(`${tool} in Base64`, call(`=?base64?${Buffer.from(tool).toString('base64')}?=`), false)
    await ask('a call without a name', { 'Mcp-Method': 'tools/call' }, false)
    await ask('a request without the headers', {}, false)
    await ask('the list of tools', { 'Mcp-Method': 'tools/list' }, true)
    return problems
  } finally {
    const ended = new Promise((done) => server.once('close', done))
    server.kill()
    await ended
    rmSync(folder, { recursive: true })
  }
}

const configuration = (folder: string, socket: string, http: string, location: string) => `daemon off;
master_process off;
pid ${folder}/pid;
events {}
http {
access_log off;
client_body_temp_path ${folder}/temporary;
proxy_temp_path ${folder}/temporary;
fastcgi_temp_path ${folder}/temporary;
uwsgi_temp_path ${folder}/temporary;
scgi_temp_path ${folder}/temporary;
${http}
server {
listen unix:${socket};
location / {
${location}
return 200;
}
}
}
`

/** Waits until the server takes connections, which is a moment after its socket is there. */
async function answers(socket: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const taken = await statusOf(socket, {}).catch(() => undefined)
    if (taken !== undefined) return
    await new Promise((done) => setTimeout(done, 5))
  }
}

function statusOf(socketPath: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const sent = request({ socketPath, path: '/mcp', method: 'POST', headers }, (response) => {
      response.resume()
      done(response.statusCode)
    })
    sent.on('error', failed)
    sent.end('{}')
  })
}
