import type { Limitation } from './snippet.ts'
import type { ModeOutcome, TargetMode } from './target-mode.ts'

/**
 * What a reader must know of a snippet that asks: the modes in which the client lets these calls pass without asking, and those
 * in which the client decides about them by itself, by a model or by what a tool says of itself.
 * @returns undefined where approval holds in every mode that is known.
 */
export function bypassLimitation(modes: readonly TargetMode[]): Limitation | undefined {
  const sentences = [
    ...inModes(modes, 'passes', 'Calls run without approval'),
    ...inModes(modes, 'judged', 'The client decides without a person'),
  ]
  return sentences.length > 0 ? { what: sentences.join(' ') } : undefined
}

function inModes(modes: readonly TargetMode[], outcome: ModeOutcome, what: string): string[] {
  const names = modes.flatMap(({ name, meets }) => (meets.ask === outcome ? [name] : []))
  return names.length > 0
    ? [`${what} in ${names.length === 1 ? 'this mode' : 'these modes'}: ${names.join('; ')}.`]
    : []
}
