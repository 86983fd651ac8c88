import { at, type DocumentNode, textOf, textsOf } from '../core/document.ts'
import type { KnownServers } from '../core/linter.ts'
import type { PolicyText } from '../core/policy-text.ts'

/** A server of the catalogue, as far as it can be told from a configuration. */
export interface CatalogueServer {
  id: string
  /** Its npm package. */
  package: string
  tools: readonly string[]
}

/** How a configuration starts a server, or where it finds it. */
export interface ServerLaunch {
  key: string
  words: readonly string[]
  url?: string
}

/** The servers that a configuration starts: `mcpServers`, `servers`, `mcp_servers`, `context_servers` and `mcp`. */
export function configuredServers(source: PolicyText): ServerLaunch[] {
  const root = source.looksLikeJson ? source.json.root : source.toml.root
  return ['mcpServers', 'servers', 'mcp_servers', 'context_servers', 'mcp'].flatMap((name) =>
    (at(root, name)?.members ?? []).flatMap(({ name: key, node }) => launchOf(key, node) ?? []),
  )
}

function launchOf(key: string, node: DocumentNode): ServerLaunch | undefined {
  const command = at(node, 'command')
  // opencode has one list for command and arguments; Zed has had a map with path and args.
  const own = [textOf(command), textOf(at(command, 'path')), ...textsOf(command).map(({ text }) => text)]
  const args = [...textsOf(at(node, 'args')), ...textsOf(at(command, 'args'))].map(({ text }) => text)
  const words = [...own, ...args].filter((word) => word !== undefined)
  const url = ['url', 'httpUrl', 'serverUrl'].map((name) => textOf(at(node, name))).find((text) => text !== undefined)
  if (words.length === 0 && url === undefined) return undefined
  return { key, words, ...(url === undefined ? {} : { url }) }
}

/**
 * The tools of each server that is started: those of the catalogue's server with this package, or null, because a command,
 * image or address that the catalogue does not have is another server, whatever its key is.
 */
export function identifyServers(
  launches: readonly ServerLaunch[],
  catalogue: readonly CatalogueServer[],
): KnownServers {
  const byPackage = new Map(catalogue.map((server) => [server.package, server]))
  return new Map(
    launches.map(({ key, words }) => {
      const found = words.flatMap((word) => packagesOf(word)).find((name) => byPackage.has(name))
      return [key, found === undefined ? null : (byPackage.get(found)?.tools ?? null)]
    }),
  )
}

/** The packages that a word can name: itself without a version, and what is behind node_modules in a path. */
function packagesOf(word: string): string[] {
  const plain = word.replaceAll('\\', '/')
  const behind = plain.lastIndexOf('/node_modules/')
  const parts = behind < 0 ? [] : plain.slice(behind + '/node_modules/'.length).split('/')
  const inPath = parts[0]?.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
  const at = plain.lastIndexOf('@')
  return [at > 0 ? plain.slice(0, at) : plain, ...(inPath ? [inPath] : [])]
}

/**
 * What a reader says a key stands for: a package or an id of the catalogue, or `none`.
 * @returns undefined where the catalogue has no such server.
 */
export function namedServer(name: string, catalogue: readonly CatalogueServer[]): readonly string[] | null | undefined {
  if (name === 'none') return null
  return catalogue.find((server) => server.package === name || server.id === name)?.tools
}
