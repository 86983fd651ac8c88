// What a reader chose before. Storage can be switched off; then nothing is remembered.

/** What was kept under a name, or undefined. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a text under a name, or forgets it where it is what holds anyway. */
export function remember(name: string, text: string, usual: string): void {
  try {
    if (text === '' || text === usual) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    // As above.
  }
}
