import type { Limitation } from '../core/snippet.ts'

/** Whether a limitation says that the snippet is stricter than its rule. That conditions are left out excuses nothing else. */
export const excusesStrictness = (limitations: readonly Limitation[]): boolean =>
  limitations.some(({ unchecked, absentPasses, bypass }) => !unchecked && !absentPasses && !bypass)
