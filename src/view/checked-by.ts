import { verifiers } from '../policy/prove/verify-snippet.ts'
import type { Verified } from '../schema/verified.ts'

/**
 * What checked the snippets of a format, in words after "checked by": the restated rules of the target, and whatever of
 * its own took part when the policies of the default catalogue were verified.
 */
export function checkedBy(format: string, verified: Verified): string {
  const own = Object.hasOwn(verified, format) ? (verified[format]?.engines ?? []) : []
  return [verifiers[format]?.by ?? '', ...own.map(words)].filter((part) => part !== '').join('; and ')
}

function words({ by, count, of }: Verified[string]['engines'][number]): string {
  const number = count.toLocaleString('en')
  return of === 'files' ? `${by} itself, run with ${number} policies of servers` : `${by}, with ${number} snippets`
}
