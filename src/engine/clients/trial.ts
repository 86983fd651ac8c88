import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, Mode, Outcome, Policy, Start, TriedCall } from './client.ts'
import { marked, type ScriptedCall, type Seen, scriptedModel } from './model.ts'

/** How often a client may end before it has listed every tool and said what came of every call, as on a busy machine. */
const MAX_RUNS = 5
/** A client with hundreds of tools takes some seconds, and several times as long on a busy machine. */
const MAX_SECONDS = 300

/** Calls of the tools of every server, by the reader's name for the server. */
export type ServerCalls = ReadonlyMap<string, readonly TriedCall[]>

/**
 * Runs a client in one of its modes, with the policy in the place where its reader puts it, the servers with their tools,
 * and a model on this machine that makes the calls.
 * @param installed the folder that holds the node_modules of the clients.
 * @returns what came of every call, in the order of the servers and calls.
 * @throws {Error} when the client could not be run to its end, with the end of its words, when it changes arguments, or when
 * it ends every time before it has listed every tool and said what came of every call.
 */
export async function trial(
  client: Client,
  mode: Mode,
  policy: Policy,
  calls: ServerCalls,
  installed: string,
): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    const { outcomes, unclear } = await serverRun(client, mode, policy, calls, installed)
    if (unclear.length === 0) return outcomes
    if (attempt === MAX_RUNS) throw new Error(`in ${MAX_RUNS} runs ${unclear.slice(0, 5).join(', and ')}`)
  }
}

/** What came of one call of a tool that the client has itself. */
export interface BuiltinOutcome {
  offered: boolean
  /** What the client told the model; empty for a tool that was not offered. */
  said: string
}

/**
 * Runs a client as `trial` does, with calls of the client's own tools and no server.
 * @param files what lies in the folder that the client works in, by name.
 */
export async function builtinTrial(
  mode: Mode,
  policy: Policy,
  calls: readonly { tool: string; args: Readonly<Record<string, unknown>> }[],
  files: Readonly<Record<string, string>>,
  installed: string,
): Promise<BuiltinOutcome[]> {
  return inHome(calls, async ({ home, work, model, seen }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text)
    const start = mode.prepare({ policy, home, work, installed: resolve(installed), model, servers: new Map() })
    await run(start, home, work)
    return calls.map(({ tool }, place) => ({ offered: seen.offered.has(tool), said: seen.results.get(place) ?? '' }))
  })
}

/** Gives a run a home, a folder to work in and a model with a script, and takes them away again. */
async function inHome<T>(
  script: readonly ScriptedCall[],
  within: (place: { home: string; work: string; model: string; seen: Seen }) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'trial-'))
  const work = join(home, 'work')
  mkdirSync(work)
  const { url, seen, close } = await scriptedModel(script)
  try {
    return await within({ home, work, model: url, seen })
  } finally {
    close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** A server's tools, each with the number of its mark, and the calls with their places in the script. */
interface Numbered {
  key: string
  tools: ReadonlyMap<string, number>
  calls: readonly { call: TriedCall; place: number }[]
}

function serverRun(
  client: Client,
  mode: Mode,
  policy: Policy,
  calls: ServerCalls,
  installed: string,
): Promise<{ outcomes: Outcome[]; unclear: string[] }> {
  const { servers, script } = numbered(calls)
  return inHome(script, async ({ home, work, model, seen }) => {
    const logs = servers.map((_, index) => join(home, `calls-${index}.log`))
    const lists = servers.map((_, index) => join(home, `listed-${index}`))
    const started = new Map(
      servers.map(({ key, tools }, index) => {
        const list = join(home, `tools-${index}.json`)
        writeFileSync(list, JSON.stringify([...tools].map(([name, number]) => definition(name, number, mode))))
        return [key, { command: process.execPath, args: [SERVER, list, logs[index] ?? '', lists[index] ?? ''] }]
      }),
    )
    const start = mode.prepare({ policy, home, work, installed: resolve(installed), model, servers: started })
    await run(start, home, work)
    const unclear: string[] = []
    const outcomes = servers.flatMap(({ key, tools, calls }, index) => {
      const passed = callsIn(logs[index] ?? '', calls)
      const listed = statSync(lists[index] ?? '', { throwIfNoEntry: false })?.mtimeMs ?? Infinity
      const own = calls.map(({ call, place }): Outcome => {
        const said = seen.results.get(place) ?? ''
        if (passed.has(textOf(call))) return { met: 'passed', said }
        if (!seen.offered.has(tools.get(call.tool) ?? -1)) return { met: 'hidden', said }
        if (said === '') unclear.push(`the client ended before it said what came of ${call.tool}`)
        return { met: client.refusal(said), said }
      })
      if (listed > seen.askedLast && own.some(({ met }) => met === 'hidden'))
        unclear.push(`the client ended before ${key} had listed its tools`)
      return own
    })
    return { outcomes, unclear }
  })
}

function numbered(calls: ServerCalls): { servers: Numbered[]; script: ScriptedCall[] } {
  const script: ScriptedCall[] = []
  let number = 0
  const servers = [...calls].map(([key, own]): Numbered => {
    const tools = new Map([...new Set(own.map(({ tool }) => tool))].map((tool) => [tool, number++]))
    return {
      key,
      tools,
      calls: own.map((call) => {
        script.push({ tool: tools.get(call.tool) ?? -1, args: call.args })
        return { call, place: script.length - 1 }
      }),
    }
  })
  return { servers, script }
}

const definition = (name: string, number: number, { readOnly }: Mode) => ({
  name,
  description: marked(number),
  inputSchema: { type: 'object', properties: {} },
  ...(readOnly ? { annotations: { readOnlyHint: true } } : {}),
})

const SERVER = fileURLToPath(new URL('tools-server.mjs', import.meta.url))

/** A call as text; the order of its arguments makes no difference. */
const textOf = ({ tool, args }: TriedCall) =>
  JSON.stringify([tool, Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1))])

/** The calls that reached a server, which must be ones that the model made. */
function callsIn(log: string, expected: Numbered['calls']): Set<string> {
  if (!existsSync(log)) return new Set()
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  const reached = new Set(lines.map((line) => textOf(JSON.parse(line))))
  const made = new Set(expected.map(({ call }) => textOf(call)))
  for (const call of reached) if (!made.has(call)) throw new Error(`the client made the call ${call} of another`)
  return reached
}

/** Runs a program to its end with nothing of this process's environment but the path, and no way to the network. */
async function run({ command, args, env }: Start, home: string, work: string): Promise<void> {
  const nowhere = 'http://127.0.0.1:9'
  const child = spawn(command, args, {
    cwd: work,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      USERPROFILE: home,
      TMPDIR: home,
      TERM: 'dumb',
      NO_COLOR: '1',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      NO_PROXY: '127.0.0.1,localhost',
      ...env,
    },
    timeout: MAX_SECONDS * 1000,
    killSignal: 'SIGKILL',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-2000)
    })
  const ended = await new Promise<string | undefined>((done) => {
    child.on('close', (code, signal) => done(code === 0 ? undefined : `ended with ${signal ?? code}`))
    child.on('error', (error) => done(error.message))
  })
  if (ended !== undefined) throw new Error(`${command} ${ended}: ${said.trim()}`)
}
