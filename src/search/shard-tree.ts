/** Children of one inner file. */
export const FAN = 128

/** Where a leaf or an inner file of a tree is, from the folder of the index. */
export const nodePath = (tree: string, level: number, index: number): string =>
  level === 0 ? `${tree}/${index}.json` : `${tree}-${level}/${index}.json`

/** The place of the last key that is not after the one wanted; 0 where all are. */
export function placeOf(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] as string) <= wanted) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
