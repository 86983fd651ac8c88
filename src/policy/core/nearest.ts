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
