/** Words as a list in a sentence: "a, b and c"; empty where there are none. */
export function joinWords(words: readonly string[], by: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${by} ${last}`
}
