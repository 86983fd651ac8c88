import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { folders } from '../../catalogue/folder.ts'
import { readCatalogue } from '../../catalogue/snapshots.ts'
import type { KnownServers } from '../../policy/core/linter.ts'
import { PolicyText } from '../../policy/core/policy-text.ts'
import {
  type CatalogueServer,
  configuredServers,
  identifyServers,
  namedServer,
} from '../../policy/lint/identify-servers.ts'
import { type Problem, ProblemError } from '../../schema/problem.ts'
import { readText } from './read-files.ts'

/** Files beside a policy that say which servers its keys are. */
const BESIDE = [
  '.mcp.json',
  'mcp.json',
  'mcp-config.json',
  '.cursor/mcp.json',
  '.vscode/mcp.json',
  '.gemini/settings.json',
  '.codex/config.toml',
  'opencode.json',
  'settings.json',
  'config.toml',
]

/** Tells for each file what the keys of its servers stand for. */
export class ServerFinder {
  readonly #catalogue: readonly CatalogueServer[]
  readonly #given: KnownServers
  readonly #configs: readonly PolicyText[]
  readonly #byFolder = new Map<string, KnownServers>()

  /**
   * @param configs files that start the servers.
   * @param named what the reader says of keys, as KEY=PACKAGE, KEY=ID or KEY=none.
   * @throws {ProblemError} for a file that cannot be read and a server that the catalogue does not have.
   */
  constructor(configs: readonly string[], named: readonly string[]) {
    this.#catalogue = catalogueServers()
    const problems: Problem[] = []
    this.#configs = configs.flatMap((path) => {
      const text = readText(path)
      if (typeof text === 'string') return [new PolicyText(path, text)]
      problems.push(text)
      return []
    })
    for (const source of this.#configs)
      if (configuredServers(source).length === 0)
        problems.push({
          where: source.file,
          what: 'it starts no server',
          fix: 'Give the file in which your client starts them.',
        })
    this.#given = new Map(
      named.flatMap((word) => {
        const equals = word.indexOf('=')
        const tools = equals > 0 ? namedServer(word.slice(equals + 1), this.#catalogue) : undefined
        if (tools !== undefined) return [[word.slice(0, equals), tools] as const]
        problems.push({
          where: `--server ${word}`,
          what: equals > 0 ? 'the catalogue has no such server' : 'it is not KEY=PACKAGE',
          fix: 'Write KEY=PACKAGE, KEY=ID with an id of the catalogue, or KEY=none.',
        })
        return []
      }),
    )
    if (problems.length > 0) throw new ProblemError(problems)
  }

  /** The servers of the keys in a file: what the reader says, then the file itself, then the files beside it. */
  of(source: PolicyText): KnownServers {
    const identify = (from: PolicyText) => identifyServers(configuredServers(from), this.#catalogue)
    return new Map([
      ...(source.file === '' ? [] : this.#beside(dirname(source.file))),
      ...identify(source),
      ...this.#configs.flatMap((config) => [...identify(config)]),
      ...this.#given,
    ])
  }

  #beside(folder: string): KnownServers {
    const before = this.#byFolder.get(folder)
    if (before) return before
    // The settings of a client are in a folder of the project, such as .claude, and the servers beside that folder.
    const places = basename(folder).startsWith('.') ? [dirname(folder), folder] : [folder]
    const found = new Map(
      places.flatMap((place) =>
        BESIDE.map((name) => join(place, name)).flatMap((path) => {
          const text = existsSync(path) ? readText(path) : undefined
          if (typeof text !== 'string') return []
          return [...identifyServers(configuredServers(new PolicyText(path, text)), this.#catalogue)]
        }),
      ),
    )
    this.#byFolder.set(folder, found)
    return found
  }
}

function catalogueServers(): CatalogueServer[] {
  const { snapshots } = readCatalogue(folders().catalogue)
  return snapshots.map(({ id, source, tools }) => ({ id, package: source.name, tools: tools.map(({ name }) => name) }))
}
