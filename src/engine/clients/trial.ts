import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mode, Outcome, Policy } from './client.ts'
import { marked, scriptedModel } from './model.ts'

/** How often a client may end before it has listed every tool and said what came of every call, as on a busy machine. */
const MAX_RUNS = 5
/** A client with hundreds of tools takes some seconds, and several times as long on a busy machine. */
const MAX_SECONDS = 300

/**
 * Runs a client in one of its modes, with the policy in the place where its reader puts it, the servers with their tools,
 * and a model on this machine that calls them all.
 * @param tools the names of the tools of every server, by the reader's name for the server.
 * @param installed the folder that holds the node_modules of the clients.
 * @returns what came of every tool, in the order of the servers and names.
 * @throws {Error} when the client could not be run to its end, with the end of its words, or ends every time before it
 * has listed every tool and said what came of every call.
 */
export async function trial(
  mode: Mode,
  policy: Policy,
  tools: ReadonlyMap<string, readonly string[]>,
  installed: string,
): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    const { outcomes, unclear } = await runOnce(mode, policy, tools, installed)
    if (unclear.length === 0) return outcomes
    if (attempt === MAX_RUNS) throw new Error(`in ${MAX_RUNS} runs ${unclear.slice(0, 5).join(', and ')}`)
  }
}

async function runOnce(
  mode: Mode,
  policy: Policy,
  tools: ReadonlyMap<string, readonly string[]>,
  installed: string,
): Promise<{ outcomes: Outcome[]; unclear: string[] }> {
  const home = mkdtempSync(join(tmpdir(), 'trial-'))
  const model = await scriptedModel()
  try {
    let number = 0
    const definitions = (names: readonly string[]) =>
      names.map((name) => ({
        name,
        description: marked(number++),
        inputSchema: { type: 'object', properties: {} },
        ...(mode.readOnly ? { annotations: { readOnlyHint: true } } : {}),
      }))
    const servers = new Map(
      [...tools].map(([key, names], index) => {
        const list = join(home, `tools-${index}.json`)
        writeFileSync(list, JSON.stringify(definitions(names)))
        return [
          key,
          {
            command: process.execPath,
            args: [SERVER, list, join(home, `calls-${index}.log`), join(home, `listed-${index}`)],
          },
        ]
      }),
    )
    const start = mode.prepare({ policy, home, installed: resolve(installed), model: model.url, servers })
    await run(start.command, start.args, home, start.env)
    number = 0
    const unclear: string[] = []
    const outcomes = [...tools].flatMap(([key, names], index) => {
      const called = calls(join(home, `calls-${index}.log`))
      const listed = statSync(join(home, `listed-${index}`), { throwIfNoEntry: false })?.mtimeMs ?? Infinity
      const own = names.map((name): Outcome => {
        const tool = number++
        const met = called.has(name) ? 'passed' : model.seen.offered.has(tool) ? 'refused' : 'hidden'
        const said = model.seen.results.get(tool) ?? ''
        if (met === 'refused' && said === '') unclear.push(`the client ended before it said what came of ${name}`)
        return { met, said }
      })
      if (listed > model.seen.askedLast && own.some(({ met }) => met === 'hidden'))
        unclear.push(`the client ended before ${key} had listed its tools`)
      return own
    })
    return { outcomes, unclear }
  } finally {
    model.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const SERVER = fileURLToPath(new URL('tools-server.mjs', import.meta.url))

function calls(log: string): Set<string> {
  if (!existsSync(log)) return new Set()
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  return new Set(lines.map((line) => JSON.parse(line)))
}

/** Runs a program to its end with nothing of this process's environment but the path, and no way to the network. */
async function run(command: string, args: string[], home: string, env: Record<string, string>): Promise<void> {
  const nowhere = 'http://127.0.0.1:9'
  const child = spawn(command, args, {
    cwd: home,
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
