/**
 * Whether one word becomes the other by one edit: a letter more, fewer, another, or two that changed places.
 * Both ends are compared first, so no table is needed.
 */
export function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/**
 * A word as it sounds, roughly, for spellings that sound the same: playwrite and playwright, postgress and postgres. Only
 * English spellings with silent or doubled letters are folded.
 */
export function soundOf(word: string): string {
  return word
    .replace(/igh(?=t)/g, 'i')
    .replace(/ph/g, 'f')
    .replace(/ck|q(?:ue)?$/g, 'k')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=[^aeiou])e$/, '')
}

/**
 * Letters to insert, remove or replace, counted up to `most`; beyond it `most + 1`. The linter counts by a function of its own:
 * one that both share would bring the linter's code along with the box.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    row = next
    if (Math.min(...row) > most) return most + 1
  }
  return Math.min(row[b.length] as number, most + 1)
}
