/** Order of two texts by their UTF-16 units: the same on every machine, whatever its locale. For `sort`. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
