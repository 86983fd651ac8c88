import type { ConfiguredServer } from './server.ts'

/** Other ways to start or reach exactly the same server than its npm package. */
export interface ServerAliases {
  /** Packages of PyPI. */
  pypi?: readonly string[] | undefined
  /** Images, without tags. */
  images?: readonly string[] | undefined
  /** Names of programs. */
  commands?: readonly string[] | undefined
  /** Hosts of addresses. */
  hosts?: readonly string[] | undefined
}

/** A server of the catalogue, as far as a configuration can name it. */
export interface MatchableServer {
  id: string
  /** Its npm package. */
  package: string
  aliases?: ServerAliases | undefined
}

/**
 * Finds the servers of a configuration in the catalogue, by package, image, program or host. The reader's own name for a
 * server never counts: everybody calls some server "github".
 * @returns for each server the id of the catalogue's, or undefined.
 */
export function matchServers(
  servers: readonly ConfiguredServer[],
  catalogue: readonly MatchableServer[],
): (string | undefined)[] {
  const known = new Map<string, string>()
  for (const { id, package: name, aliases = {} } of catalogue) {
    const names = [
      ['npm', [name]],
      ['pypi', aliases.pypi],
      ['docker', aliases.images],
      ['command', aliases.commands],
      ['http', aliases.hosts],
    ] as const
    for (const [kind, own] of names)
      for (const one of own ?? []) known.set(`${kind}:${one}`, known.get(`${kind}:${one}`) ?? id)
  }
  return servers.map((server) => known.get(`${server.kind}:${nameOf(server) ?? ''}`))
}

/** What names a server of its kind. */
function nameOf({ kind, package: name, image, host, command }: ConfiguredServer): string | undefined {
  if (kind === 'npm' || kind === 'pypi') return name
  if (kind === 'docker') return image
  return kind === 'http' ? host : command
}
