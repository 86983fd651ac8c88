import type { Limitation } from './snippet.ts'
import type { TargetMode } from './target-mode.ts'

/**
 * What a reader must know of a snippet that asks: the modes in which the client lets these calls pass without asking.
 * @returns undefined where approval holds in every mode that is known.
 */
export function bypassLimitation(modes: readonly TargetMode[]): Limitation | undefined {
  const names = modes.flatMap(({ name, meets }) => (meets.ask === 'passes' ? [name] : []))
  if (names.length === 0) return undefined
  return {
    what: `Calls that need approval pass without it in ${names.length === 1 ? 'this mode' : 'these modes'}: ${names.join(', ')}.`,
  }
}
