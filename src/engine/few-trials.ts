import { type ArgumentTrial, argumentTrials } from '../policy/prove/argument-trials.ts'
import type { Condition } from '../schema/rule.ts'

const FEW_TRIALS = 8
/** A longer text is the policy of a server. */
const MAX_CHARS = 5_000

/**
 * The trials of tools with conditions: all of them where the conditions are seen first in a text that differs in more than the
 * name of its tool, and then a few, because the model of the target tries them all.
 */
export function fewTrials(): (own: readonly Condition[], tool: string, text: string) => readonly ArgumentTrial[] {
  const seen = new Set<string>()
  return (own, tool, text) => {
    const trials = argumentTrials(own)
    const key = JSON.stringify([own, text.length > MAX_CHARS ? '' : text.replaceAll(tool, '')])
    if (!seen.has(key)) {
      seen.add(key)
      return trials
    }
    const step = Math.ceil(trials.length / FEW_TRIALS)
    return trials.filter((_, index) => index % step === 0)
  }
}
