import { type ArgumentTrial, argumentTrials } from '../policy/prove/argument-trials.ts'
import type { Condition } from '../schema/rule.ts'

const FEW_TRIALS = 8

/**
 * The trials of tools with conditions: all of them where the conditions are seen first, and then a few, because the same
 * conditions become the same expression for every tool, and the model of the target tries them all.
 */
export function fewTrials(): (own: readonly Condition[]) => readonly ArgumentTrial[] {
  const seen = new Set<string>()
  return (own) => {
    const trials = argumentTrials(own)
    const key = JSON.stringify(own)
    if (!seen.has(key)) {
      seen.add(key)
      return trials
    }
    const step = Math.ceil(trials.length / FEW_TRIALS)
    return trials.filter((_, index) => index % step === 0)
  }
}
