import { matchServers } from '../config/match.ts'
import { readConfig } from '../config/read-config.ts'
import type { ChoosableServer } from './stack-servers.ts'

export { type LintedText, lintText, type ShownFinding } from '../policy/lint/lint-text.ts'

/** A server that a text starts, by the key that rules have for it; without an id where the catalogue does not have it. */
export interface StartedServer {
  key: string
  id: string | undefined
}

/** The servers that a policy, or the file beside it, starts. */
export function startedServers(text: string, file: string, catalogue: readonly ChoosableServer[]): StartedServer[] {
  const { servers } = readConfig(text, file)
  const ids = matchServers(servers, catalogue)
  return servers.map(({ key }, index) => ({ key, id: ids[index] }))
}
