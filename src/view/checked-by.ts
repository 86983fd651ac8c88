import type { Target } from '../policy/core/target.ts'
import type { Verified } from '../schema/verified.ts'

/**
 * What checked the snippets of a target, in words after "checked by": the restated rules of the target, and whatever of
 * its own took part when the policies of the default catalogue were verified.
 */
export function checkedBy(target: Pick<Target, 'id' | 'checkedBy'>, verified: Verified): string {
  const { engines = [] } = Object.hasOwn(verified, target.id) ? (verified[target.id] ?? {}) : {}
  return [target.checkedBy, ...engines.map(words)].join('; and ')
}

function words({ by, count, of }: Verified[string]['engines'][number]): string {
  const number = count.toLocaleString('en')
  return of === 'files' ? `${by} itself, run with ${number} policies of servers` : `${by}, with ${number} snippets`
}
