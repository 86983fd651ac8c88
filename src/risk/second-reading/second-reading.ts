import { type FeatureGroup, featureGroups, type SecondReading } from '../../schema/second-reading.ts'
import type { Act } from '../harm/act.ts'
import type { Reading } from '../reading.ts'
import { listFeatures } from './features.ts'

/** The fitted model, ready for use. */
export interface CompiledSecondReading {
  weights: Record<FeatureGroup, ReadonlyMap<string, Weight>>
  intercept: number
  /** Log odds from which it doubts, in thousandths. */
  doubtsFrom: number
}

/** An object and no number, so that it shows whether it was counted. */
interface Weight {
  weight: number
}

const THOUSANDTHS = 1000

/** Makes the look-ups of the model. */
export function compileSecondReading({ weights, intercept, doubtsFrom }: SecondReading): CompiledSecondReading {
  const chance = doubtsFrom / THOUSANDTHS
  const maps = {} as CompiledSecondReading['weights']
  // A map and not the object itself: "constructor" is a word that a server may send.
  for (const group of featureGroups)
    maps[group] = new Map(Object.entries(weights[group]).map(([feature, weight]) => [feature, { weight }]))
  return { weights: maps, intercept, doubtsFrom: THOUSANDTHS * Math.log(chance / (1 - chance)) }
}

/**
 * Whether the words of a definition look like those of tools whose severity is High or above. It rates nothing: a mild
 * rating that it doubts has low confidence, and so a rule that is one step stricter. Pure and linear in a bounded text.
 */
export function expectsMore(
  reading: Reading,
  acts: readonly Act[],
  { weights, intercept, doubtsFrom }: CompiledSecondReading,
): boolean {
  const features = listFeatures(reading, acts)
  const counted = new Set<Weight>()
  let sum = intercept
  for (const group of featureGroups)
    for (const feature of features[group]) {
      // Most words have no weight, so that few are remembered.
      const found = weights[group].get(feature)
      if (!found || counted.has(found)) continue
      counted.add(found)
      sum += found.weight
    }
  return sum >= doubtsFrom
}
