/** Names that no rule has: one of its own, and near-misses of the first that rules have. */
export function unlistedTools(effects: ReadonlyMap<string, unknown>): string[] {
  const near = [...effects.keys()].slice(0, 5).flatMap((tool) => [`${tool}_x`, `x${tool}`])
  return ['unnamed', ...near].filter((tool) => !effects.has(tool))
}
