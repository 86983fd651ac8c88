import { dialectOf } from '../config/dialects.ts'
import { matchServers } from '../config/match.ts'
import { readConfig } from '../config/read-config.ts'
import type { ConfiguredServer } from '../config/server.ts'
import { formatProblem } from '../schema/problem.ts'
import type { ChoosableServer } from './stack-servers.ts'

/** What a reader's configuration comes to; nothing else of it is kept. */
export interface StackConfig {
  /** The client whose file it is, in words. */
  client: string | undefined
  /** The policy target that goes into this client. */
  target: string | undefined
  /** Servers of the catalogue, each under the reader's own name. */
  known: { key: string; id: string; version?: string }[]
  /** Other servers, with what they are. */
  unknown: { key: string; words: string }[]
  /** Names of servers that the file switches off. */
  off: string[]
  problems: string[]
}

/** Reads a configuration and finds its servers in the catalogue. */
export function readStackConfig(text: string, file: string, catalogue: readonly ChoosableServer[]): StackConfig {
  const { dialect, servers, problems } = readConfig(text, file)
  const of = dialect === undefined ? undefined : dialectOf(dialect)
  const started = servers.filter(({ disabled }) => !disabled)
  const ids = matchServers(started, catalogue)
  const known: StackConfig['known'] = []
  const unknown: StackConfig['unknown'] = []
  const said = problems.map(formatProblem)
  for (const [index, server] of started.entries()) {
    const { key, version } = server
    const id = ids[index]
    const before = known.find((one) => one.key === key)
    if (id === undefined) unknown.push({ key, words: serverWords(server) })
    else if (before === undefined) known.push({ key, id, ...(version === undefined ? {} : { version }) })
    else if (before.id !== id) said.push(`${key}: two servers have this name. Rename one of them.`)
  }
  return {
    client: of?.label,
    target: of?.target,
    known,
    unknown,
    off: servers.flatMap(({ key, disabled }) => (disabled ? [key] : [])),
    problems: said,
  }
}

/** What a server is, from what was kept of it. */
function serverWords({ kind, package: name, version, image, host, command }: ConfiguredServer): string {
  const at = version === undefined ? '' : ` ${version}`
  if (kind === 'npm') return `npm package ${name}${at}`
  if (kind === 'pypi') return `Python package ${name}${at}`
  if (kind === 'docker') return `image ${image}${at}`
  if (kind === 'http') return host === undefined ? 'a remote server' : `remote server at ${host}`
  return command === undefined ? 'a program' : `program ${command}`
}
