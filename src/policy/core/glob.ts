/**
 * Whether a pattern matches a whole text: `*` is any characters, `?` is one, everything else is itself. Only the last star is
 * tried again, so the time is bounded by the product of both lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, place] = [0, 0]
  let star: { after: number; from: number } | undefined
  while (place < text.length) {
    const char = pattern[at]
    if (char === '*') {
      star = { after: at + 1, from: place }
      at++
    } else if (char !== undefined && (char === '?' || char === text[place])) {
      at++
      place++
    } else if (star) {
      star.from++
      at = star.after
      place = star.from
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
