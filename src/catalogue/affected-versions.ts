import { lte, rcompare, satisfies, valid, validRange } from 'semver'
import type { Advisory } from '../schema/advisory.ts'

/**
 * Whether a version of an npm package is one that an advisory names.
 * @param version of the package; one that is no npm version is taken to be affected, for nothing says otherwise.
 */
export function isAffected(
  { affected, withdrawn }: Pick<Advisory, 'affected' | 'withdrawn'>,
  version: string,
): boolean {
  if (withdrawn !== undefined) return false
  if (valid(version) === null) return true
  return affected.some(({ range }) => satisfies(version, range, { includePrerelease: true }))
}

/**
 * The first version that is fixed, of the range that a version is in; for a version outside of them the last one that was fixed
 * before it, because several lines of a package can be fixed apart. Undefined where none is known.
 */
export function fixedVersion({ affected }: Pick<Advisory, 'affected'>, version: string): string | undefined {
  const own = affected.filter(({ range }) => satisfies(version, range, { includePrerelease: true }))
  if (own.length > 0) return own.find(({ fixed }) => fixed !== undefined)?.fixed
  const all = affected.flatMap(({ fixed }) => fixed ?? [])
  if (valid(version) === null) return all[0]
  return all.filter((fixed) => valid(fixed) !== null && lte(fixed, version)).toSorted(rcompare)[0] ?? all[0]
}

/** What npm cannot read of an advisory: its ranges, and fixed versions that are inside of their own range. */
export function unreadable({ affected }: Pick<Advisory, 'affected'>): string[] {
  return affected.flatMap(({ range, fixed }) => {
    if (validRange(range) === null) return [`"${range}" is not a range of npm versions`]
    if (fixed === undefined) return []
    if (valid(fixed) === null) return [`"${fixed}" is not an npm version`]
    return satisfies(fixed, range, { includePrerelease: true })
      ? [`${fixed} is called fixed and is inside of "${range}"`]
      : []
  })
}
