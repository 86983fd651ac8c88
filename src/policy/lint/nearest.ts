/** The name among several that differs least, by letters to insert, remove or replace; undefined when none is near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined
  for (const other of names) {
    const distance = editDistance(name.toLowerCase().slice(0, 200), other.toLowerCase().slice(0, 200))
    if (distance <= Math.max(2, name.length / 2) && (!best || distance < best.distance))
      best = { name: other, distance }
  }
  return best?.name
}

function editDistance(a: string, b: string): number {
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
  }
  return row[b.length] as number
}
