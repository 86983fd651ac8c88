/**
 * A number with its noun: "1 tool", "1,320 tools".
 * @param plural where it is not the noun with an s.
 */
export function countWords(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}
