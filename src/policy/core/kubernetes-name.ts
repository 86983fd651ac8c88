/** The server's key as a name of Kubernetes (RFC 1123 label). */
export function resourceName(serverKey: string): string {
  const plain = serverKey
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'server' : plain
}
