/**
 * Letters to insert, remove or replace to make one text of another.
 * @param most beyond this the count ends, and `most + 1` is given.
 */
export function editDistance(a: string, b: string, most: number): number {
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
  return row[b.length] as number
}
