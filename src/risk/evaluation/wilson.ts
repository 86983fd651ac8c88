/** A share with its 95 % interval; all three are fractions of 1. */
export interface Share {
  value: number
  low: number
  high: number
}

// Quantile of the normal distribution that leaves 2.5 % on each side.
const Z = 1.959964

/**
 * A share and its Wilson score interval, which stays inside 0 and 1 and holds for small samples.
 * Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
 * @param hits from 0 to `of`.
 * @param of 0 gives the value 0 and the interval from 0 to 1.
 */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { value: 0, low: 0, high: 1 }
  const value = hits / of
  const middle = value + Z ** 2 / (2 * of)
  const spread = Z * Math.sqrt((value * (1 - value) + Z ** 2 / (4 * of)) / of)
  const scale = 1 + Z ** 2 / of
  return { value, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}
