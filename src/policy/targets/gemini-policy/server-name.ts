/**
 * The server's key as rules can name it: the engine splits names at the first underscore, and writes one for every
 * character that is no letter, digit, dot, colon or hyphen. Tried with Gemini CLI 0.61.0.
 */
export function geminiServer(serverKey: string): string {
  return serverKey.replace(/[^A-Za-z0-9.:-]/g, '-')
}
