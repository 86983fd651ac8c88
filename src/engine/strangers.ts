/** Names that nobody gave: one made up, and near-misses of the first named ones. */
export function strangers(effects: ReadonlyMap<string, unknown>): string[] {
  const near = [...effects.keys()].slice(0, 5).flatMap((tool) => [`${tool}_x`, `x${tool}`])
  return ['unnamed', ...near].filter((tool) => !effects.has(tool))
}
