/** The server's key as Codex takes it; it starts no server with another. Tried with Codex 0.169.0. */
export function codexServer(serverKey: string): string {
  return serverKey.replace(/[^A-Za-z0-9_./-]/g, '-')
}
