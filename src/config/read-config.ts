import type { Problem } from '../schema/problem.ts'
import { type DialectId, dialectOf, recogniseDialect } from './dialects.ts'
import { looksSecret } from './looks-secret.ts'
import { readEntry } from './read-entry.ts'
import { readValue } from './read-value.ts'
import type { ConfiguredServer, ReadConfig } from './server.ts'
import { mapOf, type Value, type ValueMap, valueAt } from './value.ts'

/** Servers of one file that are read; a real file has a few dozen. */
export const MAX_SERVERS = 1000
export const MAX_KEY_CHARS = 200

/** Problems of one file that are kept. */
const MAX_PROBLEMS = 100

/**
 * Reads which servers a client's configuration starts or reaches. Only the members that tell which server it is are read:
 * environment, headers, other arguments and the paths of addresses never get into the result, nor into a problem.
 * Never throws.
 * @param file its name or path as far as it is known; it tells clients apart whose files look alike.
 */
export function readConfig(text: string, file = ''): ReadConfig {
  const where = file === '' ? 'the configuration' : (file.replaceAll('\\', '/').split('/').at(-1) as string)
  const read = readValue(text, file)
  if ('what' in read) return { dialect: undefined, servers: [], problems: [{ where, ...read }] }
  const root = mapOf(read.value)
  const found = root && groupsOf(root, file)
  if (!root || !found)
    return { dialect: undefined, servers: [], problems: [{ where, ...(root ? UNKNOWN : NO_OBJECT) }] }
  const servers: ConfiguredServer[] = []
  const problems: Problem[] = []
  for (const { at, of, entries } of found.groups) {
    const into = { where: `${where}: ${at}`, servers, problems, dialect: found.dialect }
    if (entries === undefined) problems.push({ where: into.where, what: `${of} must be an object`, fix: MAP_FIX })
    else readGroup(entries, into)
  }
  if (found.wrongMember) problems.unshift({ where, ...found.wrongMember })
  return { dialect: found.dialect, servers, problems: problems.slice(0, MAX_PROBLEMS) }
}

const NO_OBJECT = { what: 'it is not an object with servers', fix: 'Give the whole file of your client.' }
const UNKNOWN = {
  what: 'no member of it lists servers',
  fix: 'Give the file that has mcpServers, servers, mcp_servers, context_servers or mcp.',
}
const MAP_FIX = 'Write {"name": {"command": …}}.'

interface Group {
  /** Where the servers are, in words for problems. */
  at: string
  /** The member that lists them. */
  of: string
  /** Undefined where it is no map. */
  entries: ValueMap | undefined
}

/** The lists of servers of a file; undefined where it has none. */
function groupsOf(
  root: ValueMap,
  file: string,
): { dialect: DialectId; groups: Group[]; wrongMember?: { what: string; fix: string } } | undefined {
  const dialect = recogniseDialect(
    file,
    (path) => lists(root, path),
    (name) => root.has(name) || entriesOf(root).some((entry) => mapOf(entry)?.has(name)),
  )
  if (dialect === undefined) {
    // A file that lists servers without a member around them, as the plug-ins of Claude Code have it.
    return looksLikeServer([...root.values()])
      ? { dialect: 'mcp-json', groups: [{ at: 'top level', of: 'it', entries: root }] }
      : undefined
  }
  const { servers } = dialectOf(dialect)
  const name = servers.join('.')
  const groups: Group[] = [{ at: name, of: name, entries: mapOf(valueAt(root, servers)) }]
  if (dialect === 'claude-user') {
    let number = 0
    if (!root.has('mcpServers')) groups.pop()
    for (const project of mapOf(root.get('projects'))?.values() ?? []) {
      number++
      const own = mapOf(project)?.get('mcpServers')
      // The path of a project tells where somebody works, so it is counted and not named.
      if (own !== undefined)
        groups.push({ at: `mcpServers of project ${number}`, of: 'mcpServers', entries: mapOf(own) })
    }
  }
  const reader = otherReader(file.replaceAll('\\', '/'), name)
  if (!reader) return { dialect, groups }
  const wanted = reader.servers.join('.')
  const wrongMember = { what: `${reader.label} reads ${wanted}, not ${name}`, fix: `Rename ${name} to ${wanted}.` }
  return { dialect, groups, wrongMember }
}

/** Clients whose files have names of their own. */
const NAMED = [
  'codex',
  'zed',
  'opencode',
  'vscode',
  'cursor',
  'claude-desktop',
  'gemini',
  'copilot',
  'windsurf',
] as const

/** The client that reads a file of this name, where its servers are under another member. */
function otherReader(file: string, member: string) {
  const reader = NAMED.map(dialectOf).find(({ files }) => files.test(file))
  return reader && reader.servers.join('.') !== member ? reader : undefined
}

/** Whether a file has something at a path that can be its list of servers. */
function lists(root: ValueMap, path: readonly string[]): boolean {
  const value = valueAt(root, path)
  if (value === undefined) return path[0] === 'mcpServers' && projectsHave(root)
  const entries = mapOf(value)
  // `mcp` and `servers` are common words: their entries must look like servers.
  if (path[0] === 'mcpServers' || path[0] === 'mcp_servers' || path[0] === 'context_servers') return true
  if (path[0] === 'amp.mcpServers') return true
  return entries !== undefined && (entries.size === 0 ? path[0] === 'servers' : looksLikeServer([...entries.values()]))
}

const projectsHave = (root: ValueMap): boolean =>
  [...(mapOf(root.get('projects'))?.values() ?? [])].some((project) => mapOf(project)?.has('mcpServers'))

const SHOWS_SERVER = ['command', 'url', 'httpUrl', 'serverUrl']
const looksLikeServer = (entries: readonly Value[]): boolean =>
  entries.some((entry) => SHOWS_SERVER.some((name) => mapOf(entry)?.has(name)))

function entriesOf(root: ValueMap): Value[] {
  return ['mcpServers', 'servers'].flatMap((name) => [...(mapOf(root.get(name))?.values() ?? [])].slice(0, MAX_SERVERS))
}

function readGroup(
  entries: ValueMap,
  {
    where,
    servers,
    problems,
    dialect,
  }: { where: string; servers: ConfiguredServer[]; problems: Problem[]; dialect: DialectId },
): void {
  for (const [key, entry] of entries) {
    if (servers.length >= MAX_SERVERS) {
      problems.unshift({ where, what: `it lists more than ${MAX_SERVERS} servers`, fix: 'Give fewer at a time.' })
      return
    }
    if (problems.length >= MAX_PROBLEMS) return
    if (key === '' || key.length > MAX_KEY_CHARS || looksSecret(key)) {
      problems.push({ where, what: 'the name of a server is empty, too long, or looks like a key', fix: 'Rename it.' })
      continue
    }
    const { server, problem } = readEntry(entry, dialect)
    if (problem) problems.push({ where: `${where}: ${key}`, ...problem })
    if (server) servers.push({ key, ...server, dialect })
  }
}
