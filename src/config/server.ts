import type { Problem } from '../schema/problem.ts'
import type { DialectId } from './dialects.ts'

/** How a server is started or reached. `command` is everything that no package, image or address names. */
export const serverKinds = ['npm', 'pypi', 'docker', 'http', 'command'] as const
export type ServerKind = (typeof serverKinds)[number]

/**
 * What a configuration says of one server, as far as it is safe to keep. There is no other member, so nothing else of the
 * file, such as environment, headers, arguments or the path of an address, can be kept by mistake.
 */
export interface ConfiguredServer {
  /** The reader's name for it. */
  key: string
  kind: ServerKind
  /** Package of npm or PyPI; for an address that a bridge of npm or PyPI reaches, that bridge. */
  package?: string
  /** Version or well-known tag that the configuration asks for. */
  version?: string
  /** Image without tag and digest. */
  image?: string
  /** Host of the address, without port and path. */
  host?: string
  /** Name of the program, without its folder. */
  command?: string
  /** Whether the client is told not to start it. */
  disabled?: true
  dialect: DialectId
}

/** What was read of one file. */
export interface ReadConfig {
  /** Undefined where nothing tells which client the file is for. */
  dialect: DialectId | undefined
  /** In the order of the file. */
  servers: ConfiguredServer[]
  /** What is wrong with the file; none of them repeats a value of it. */
  problems: Problem[]
}
