/**
 * The server's key as a label that the API takes: it begins with a letter and holds letters, digits, hyphens and underscores.
 * Source: the words of the API's error, as the documentation of Composio's OpenAI provider quotes them, read 2026-11-21.
 */
export function serverLabel(serverKey: string): string {
  const label = serverKey.replace(/[^A-Za-z0-9_-]/g, '-')
  return /^[A-Za-z]/.test(label) ? label : `mcp-${label}`
}
