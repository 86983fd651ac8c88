import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How a server is started. `{WORK}` and `{HOME}` in arguments and variables stand for temporary folders. */
export interface Launch {
  command: string
  args: string[]
  env: Record<string, string>
}

/** A running server and the way to be rid of it with everything that it started. */
export interface Sandboxed {
  child: ChildProcessWithoutNullStreams
  /** Closes stdin, then SIGTERM, then SIGKILL, each to the whole group; removes the temporary folders. */
  end(): Promise<void>
}

const PATIENCE = 2000

let prefix: string[] | undefined

/**
 * The command that cuts a child off the network, or none where the system does not allow it. Probed once.
 * `unshare -n` gives the child an empty network of its own (unshare(1)).
 */
export function networkCut(): string[] {
  prefix ??=
    [
      ['unshare', '--net'],
      ['unshare', '--map-root-user', '--net'],
    ].find(([command = '', ...args]) => spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0) ?? []
  return prefix
}

/**
 * Starts a server in a process group, home and working folder of its own, with a scrubbed environment.
 * It sees PATH and the launch's own variables and nothing else of the caller's.
 */
export function start(launch: Launch): Sandboxed {
  const folder = mkdtempSync(join(tmpdir(), 'policybook-'))
  const home = join(folder, 'home')
  const work = join(folder, 'work')
  for (const one of [home, work, join(folder, 'tmp')]) mkdirSync(one)
  // Some servers refuse to list their tools outside a repository.
  spawnSync('git', ['init', '--quiet', work], { stdio: 'ignore' })
  const fill = (text: string) => text.replaceAll('{WORK}', work).replaceAll('{HOME}', home)
  const [command = '', ...args] = [...networkCut(), launch.command, ...launch.args.map(fill)]
  const child = spawn(command, args, {
    cwd: work,
    detached: true,
    stdio: 'pipe',
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'C.UTF-8',
      HOME: home,
      TMPDIR: join(folder, 'tmp'),
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_DATA_HOME: join(home, '.local/share'),
      ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '', USERPROFILE: home } : {}),
      ...Object.fromEntries(Object.entries(launch.env).map(([name, value]) => [name, fill(value)])),
    },
  })
  const closed = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  // A server that has gone away must not take ingest with it.
  child.stdin.on('error', () => {})
  const end = async () => {
    child.stdin.end()
    if (!(await within(closed, PATIENCE))) {
      signal(child.pid, 'SIGTERM')
      await within(closed, PATIENCE)
    }
    // Also after a clean exit: some servers leave children behind.
    signal(child.pid, 'SIGKILL')
    await within(closed, PATIENCE)
    child.stdout.destroy()
    child.stderr.destroy()
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // Something still holds a file; the system's own cleaning of temporary folders will take it.
    }
  }
  return { child, end }
}

function signal(pid: number | undefined, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name)
  } catch {
    // The group is gone already.
  }
}

async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), ms)
  })
  const result = await Promise.race([promise.then(() => true as const), late])
  clearTimeout(timer)
  return result
}
