import type { Limitation } from '../core/snippet.ts'

/**
 * Whether a limitation says that the snippet is stricter than its rule. That conditions are left out excuses nothing else, and
 * what holds for unlisted tools excuses nothing of those that a rule lists.
 */
export const excusesStrictness = (limitations: readonly Limitation[]): boolean =>
  limitations.some(({ unchecked, absentPasses, unlistedOnly }) => !unchecked && !absentPasses && !unlistedOnly)
