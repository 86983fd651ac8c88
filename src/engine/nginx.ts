import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headerOf } from '../policy/core/mcp-headers.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import { bucketOf, openMinutes } from '../policy/targets/nginx/leaky-bucket.ts'
import { LOCATION, TOO_MANY } from '../policy/targets/nginx/render.ts'
import type { Limit } from '../schema/rule.ts'
import type { Engine } from './engine.ts'
import { unlistedTools } from './unlisted-tools.ts'

/** NGINX itself, where it is installed: reads the configuration, and answers requests for every tool. */
export function nginxEngine(): Engine | undefined {
  const { stderr, error } = spawnSync('nginx', ['-v'], { encoding: 'utf8' })
  if (error) return undefined
  return { id: 'nginx', name: `NGINX ${/nginx\/(\S+)/.exec(stderr)?.[1]}`, targets: ['nginx'], check }
}

/** What NGINX answers to a request with these headers; what a list holds is sent in several lines. */
export type Ask = (headers: Record<string, string | string[]>) => Promise<{ status: number; seen: string }>

/** The header that stands for the time of day in {@link withNginx}. */
export const TIME_HEADER = 'X-Time'

/**
 * Runs NGINX with a snippet in front of a server that answers with the headers that it saw. The time of day is taken from a
 * header, so that limits by the hour can be tried at once; the text as it is must pass `nginx -t`.
 * @returns what NGINX says of a text that it refuses; else what the work gives.
 */
export async function withNginx<T>(text: string, work: (ask: Ask) => Promise<T>): Promise<T | string> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const [http = '', location = ''] = text.split(LOCATION)
  const file = join(folder, 'nginx.conf')
  const socket = join(folder, 'socket')
  const args = ['-p', folder, '-c', file, '-e', join(folder, 'error.log')]
  mkdirSync(join(folder, 'temporary'))
  try {
    const own = configuration(folder, http, location)
    const changed = configuration(folder, http.replaceAll('$time_iso8601', '$http_x_time'), location)
    // What runs as it is needs no test of its own.
    if (changed !== own) {
      writeFileSync(file, own)
      const tried = spawnSync('nginx', ['-t', ...args], { encoding: 'utf8' })
      if (tried.status !== 0) return tried.stderr.trim()
    }
    writeFileSync(file, changed)
    // A reader of headers that is not NGINX: it joins all lines of one name.
    const behind = createServer(({ headers }, response) => response.end(seenHeaders(headers)))
    await new Promise<void>((done) => behind.listen(join(folder, 'server'), done))
    const server = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise((done) => server.once('close', done))
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (part: string) => {
      said += part
    })
    const connection = new Agent({ keepAlive: true })
    try {
      if (!(await answers(socket, server))) {
        await ended
        return said.trim()
      }
      return await work((headers) => answerOf(socket, headers, connection))
    } finally {
      connection.destroy()
      behind.close()
      server.kill()
      await ended
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const seenHeaders = (headers: IncomingHttpHeaders) => `${headers['mcp-method'] ?? ''}|${headers['mcp-name'] ?? ''}`

async function check(snippet: Snippet): Promise<string[]> {
  const problems = await withNginx(snippet.text, (ask) => problemsOf(snippet, ask))
  return typeof problems === 'string' ? [problems] : problems
}

const CLOSED_ALWAYS = '2026-11-21T'

async function problemsOf({ effects, limits, defaultEffect, target }: Snippet, send: Ask): Promise<string[]> {
  const problems: string[] = []
  const isPlain = (tool: string) => !target.capabilities.refuses?.is(tool)
  const expect = async (what: string, headers: Record<string, string | string[]>, wanted: number) => {
    const { status } = await send(headers)
    if (status !== wanted) problems.push(`${what}: NGINX answers ${status}`)
  }
  const call = (name: string | string[], method = 'tools/call') => ({
    'Mcp-Method': method,
    'Mcp-Name': typeof name === 'string' ? headerOf(name) : name,
  })
  const named = (name: string) => ({ 'Mcp-Method': 'tools/call', 'Mcp-Name': name })
  const passes = (tool: string) => (defaultEffect === 'allow' && isPlain(tool) ? 200 : 403)
  for (const [tool, effect] of effects) {
    if (effect === 'limit')
      for (const at of countedCalls(limits.get(tool) ?? []))
        await expect(`${tool}, ${at.what}`, { ...call(tool), [TIME_HEADER]: at.time }, at.status)
    else await expect(tool, call(tool), effect === 'allow' ? 200 : 403)
    const upper = tool.toUpperCase()
    if (!effects.has(upper)) await expect(upper, call(upper), passes(upper))
  }
  for (const tool of unlistedTools(effects)) await expect(tool, call(tool), passes(tool))
  for (const [tool, effect] of [...effects].filter(([tool]) => isPlain(tool)).slice(0, 3)) {
    await expect(`${tool} in Base64`, call(`=?base64?${Buffer.from(tool).toString('base64')}?=`), 403)
    for (const method of ['TOOLS/CALL', 'Tools/call', 'tools/call, tools/list', 'tools/call\t,'])
      await expect(`${tool} by ${method}`, call(tool, method), 403)
    for (const name of [`${tool}, ${tool}`, `${tool}\u00a0`, `"${tool}"`, `${tool};`])
      await expect(`${JSON.stringify(name)}`, named(name), 403)
    if (effect === 'limit') continue
    // Older versions look at the first of two lines; the server must then see no other.
    const { status, seen } = await send(call([tool, 'another']))
    if (status === 200 && seen !== `tools/call|${tool}`) problems.push(`${tool} beside another name: seen as ${seen}`)
  }
  await expect('a call without a name', { 'Mcp-Method': 'tools/call' }, 403)
  await expect('a request without the headers', {}, 403)
  await expect('the list of tools', { 'Mcp-Method': 'tools/list' }, 200)
  return problems
}

/** Calls at once until the limit refuses one; for limits that open single minutes, in a closed and in an open one. */
function countedCalls(limits: readonly Limit[]): { what: string; time: string; status: number }[] {
  const [limit] = limits.toSorted((a, b) => (bucketOf(a)?.burst ?? 0) - (bucketOf(b)?.burst ?? 0))
  if (!limit) return []
  const bucket = bucketOf(limit)
  const minutes = bucket ? [0] : openMinutes(limit)
  const open = minutes[minutes.length - 1] as number
  const time = (minute: number) => {
    const [hours, rest] = [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0'))
    return `${CLOSED_ALWAYS}${hours}:${rest}:30+00:00`
  }
  const closed = minutes.includes(open + 1) || bucket ? undefined : open + 1
  return [
    ...(closed === undefined ? [] : [{ what: 'in a closed minute', time: time(closed), status: TOO_MANY }]),
    ...Array.from({ length: (bucket?.burst ?? 0) + 2 }, (_, index) => ({
      what: `call ${index + 1} of ${limit.max} a ${limit.per}`,
      time: time(open),
      status: index <= (bucket?.burst ?? 0) ? 200 : TOO_MANY,
    })),
  ]
}

const configuration = (folder: string, http: string, location: string) => `daemon off;
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
listen unix:${folder}/socket;
location / {
${location}
proxy_pass http://unix:${folder}/server;
}
}
}
`

/** Waits until the server takes connections, which is a moment after its socket is there; false where it ends before. */
async function answers(socket: string, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null) {
    const taken = await answerOf(socket, {}).catch(() => undefined)
    if (taken !== undefined) return true
    await new Promise((done) => setTimeout(done, 5))
  }
  return false
}

function answerOf(
  socketPath: string,
  headers: Record<string, string | string[]>,
  agent: Agent | undefined = undefined,
): ReturnType<Ask> {
  return new Promise((done, failed) => {
    const sent = request({ socketPath, path: '/mcp', method: 'POST', headers, agent }, (response) => {
      let seen = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        seen += part
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, seen }))
    })
    sent.on('error', failed)
    sent.end('{}')
  })
}
