import { stringify } from 'smol-toml'

/** The server's key as Codex takes it; it starts no server with another. Tried with Codex 0.169.0. */
export function codexServer(serverKey: string): string {
  return serverKey.replace(/[^A-Za-z0-9_./-]/g, '-')
}

/** The head of the server's table, such as `[mcp_servers.github]`. */
export const serverTable = (serverKey: string): string =>
  stringify({ mcp_servers: { [codexServer(serverKey)]: { command: '' } } }).split('\n')[0] as string
