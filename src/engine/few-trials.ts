import { type ArgumentTrial, argumentTrials } from '../policy/prove/argument-trials.ts'
import type { Condition } from '../schema/rule.ts'

const FEW = 8
const SOME = 24
/** A longer text is the policy of a server. */
const MAX_CHARS = 5_000

/**
 * The trials of tools with conditions: all of them where the conditions are seen first, fewer where the text is new and these
 * conditions are not, and then a few. The model of the target tries them all.
 */
export function fewTrials(): (own: readonly Condition[], tool: string, text: string) => readonly ArgumentTrial[] {
  const seen = new Set<string>()
  const isNew = (key: string) => !seen.has(key) && seen.add(key)
  return (own, tool, text) => {
    const trials = argumentTrials(own)
    // Which argument it is makes no difference to Cedar.
    const conditions = JSON.stringify(own.map(({ path: _, ...condition }) => condition))
    if (isNew(conditions)) return trials
    const isNewText = isNew(JSON.stringify([own, text.length > MAX_CHARS ? '' : text.replaceAll(tool, '')]))
    return spread(trials, isNewText ? SOME : FEW)
  }
}

/** Some trials from all parts of the list, and every one with a number, which a bound can be next to. */
function spread(trials: readonly ArgumentTrial[], count: number): readonly ArgumentTrial[] {
  const step = Math.ceil(trials.length / count)
  const hasNumber = ({ args }: ArgumentTrial) => Object.values(args).some((value) => typeof value === 'number')
  return trials.filter((trial, index) => index % step === 0 || (trials.length <= 2 * SOME && hasNumber(trial)))
}
