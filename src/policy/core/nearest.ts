import { editDistance } from '../../text/edit-distance.ts'

/** The name among several that differs least, by letters to insert, remove or replace; undefined when none is near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined
  const most = Math.max(2, Math.floor(name.length / 2))
  for (const other of names) {
    const distance = editDistance(name.toLowerCase().slice(0, 200), other.toLowerCase().slice(0, 200), most)
    if (distance <= most && (!best || distance < best.distance)) best = { name: other, distance }
  }
  return best?.name
}

/** Names that are as near as the nearest, and near enough to be the same name misspelt: at most two letters differ. */
export function nearestAll(name: string, names: Iterable<string>): string[] {
  const most = name.length < 5 ? 1 : 2
  let [best, found]: [number, string[]] = [most, []]
  for (const other of names) {
    if (Math.abs(other.length - name.length) > best) continue
    const distance = editDistance(name.slice(0, 200), other.slice(0, 200), best)
    if (distance > best) continue
    if (distance < best) found = []
    best = distance
    found.push(other)
  }
  return [...new Set(found)]
}
