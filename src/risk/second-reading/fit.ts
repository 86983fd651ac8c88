import { type FeatureGroup, featureGroups, type SecondReading } from '../../schema/second-reading.ts'
import { compare } from '../../text/compare.ts'
import type { Features } from './features.ts'

/** One labelled definition to learn from. */
export interface Example {
  /** Definitions of one server are alike: each server counts for little more than one of its tools. */
  server: string
  features: Features
  /** Whether readers give it a severity of High or above. */
  grave: boolean
}

/** What was learned. */
export type Fitted = Pick<SecondReading, 'intercept' | 'weights'>

/** Strength of the penalty on large weights; chosen by cross-validation among 5, 10 and 20. */
export const L2 = 10
/** On how many servers a feature must be seen; chosen by cross-validation among 2, 3 and 4. */
export const FEWEST_SERVERS = 3
const ROUNDS = 600
/** A server counts for at most the square root of this many times its tools. */
const FULL_TOOLS = 6

/**
 * Fits a logistic regression with an L2 penalty by accelerated gradient descent, from zero and for a fixed number of rounds,
 * so that the same examples in the same order give the same weights. Pure.
 */
export function fit(examples: readonly Example[]): Fitted {
  const columns = columnsOf(examples)
  const rows = examples.map(({ features }) => rowOf(features, columns))
  const sizes = new Map<string, number>()
  for (const { server } of examples) sizes.set(server, (sizes.get(server) ?? 0) + 1)
  const importance = examples.map(({ server }) => Math.sqrt(Math.min(1, FULL_TOOLS / (sizes.get(server) as number))))
  const found = descend(
    rows,
    examples.map(({ grave }) => (grave ? 1 : 0)),
    importance,
    columns.size,
  )
  const weights = Object.fromEntries(featureGroups.map((group) => [group, {}])) as SecondReading['weights']
  for (const [key, column] of columns) {
    const weight = thousandths(found[column] as number)
    const [group, feature] = JSON.parse(key) as [FeatureGroup, string]
    if (weight !== 0) weights[group][feature] = weight
  }
  return { intercept: thousandths(found[columns.size] as number), weights }
}

// Never -0, which JSON does not have.
const thousandths = (value: number) => Math.round(value * 1000) || 0

/** Every feature that enough servers show, with its place in the sum; in the order of group and feature. */
function columnsOf(examples: readonly Example[]): Map<string, number> {
  const servers = new Map<string, Set<string>>()
  for (const { server, features } of examples)
    for (const group of featureGroups)
      for (const feature of features[group]) {
        const key = JSON.stringify([group, feature])
        servers.set(key, (servers.get(key) ?? new Set()).add(server))
      }
  const kept = [...servers].filter(([, own]) => own.size >= FEWEST_SERVERS).map(([key]) => key)
  return new Map(kept.sort(compare).map((key, column) => [key, column]))
}

const rowOf = (features: Features, columns: ReadonlyMap<string, number>) =>
  featureGroups.flatMap((group) =>
    [...features[group]].flatMap((feature) => columns.get(JSON.stringify([group, feature])) ?? []),
  )

/** Nesterov's method on the penalised loss; the last weight is the intercept, which has no penalty. */
function descend(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  importance: readonly number[],
  width: number,
): Float64Array {
  const sums = (at: Float64Array) =>
    rows.map((row) => row.reduce((sum, column) => sum + (at[column] as number), at[width] as number))
  const spread = (values: readonly number[]) => {
    const into = new Float64Array(width + 1)
    for (const [index, row] of rows.entries()) {
      const value = values[index] as number
      for (const column of row) into[column] = (into[column] as number) + value
      into[width] = (into[width] as number) + value
    }
    return into
  }
  // The largest curvature, by power iteration: a quarter is the steepest slope of the logistic function.
  let direction = new Float64Array(width + 1).fill(1)
  let largest = 1
  for (let round = 0; round < 30; round++) {
    const next = spread(sums(direction).map((sum, index) => sum * (importance[index] as number)))
    largest = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0))
    direction = next.map((value) => value / largest)
  }
  const step = 1 / (1.05 * (largest / 4) + L2)
  let at = new Float64Array(width + 1)
  let ahead = at
  for (let round = 0; round < ROUNDS; round++) {
    const errors = sums(ahead).map(
      (sum, index) => (importance[index] as number) * (1 / (1 + Math.exp(-sum)) - (labels[index] as number)),
    )
    const slope = spread(errors)
    const next = ahead.map(
      (value, column) => value - step * ((slope[column] as number) + (column < width ? L2 * value : 0)),
    )
    const before = at
    at = next
    ahead = next.map((value, column) => value + (round / (round + 3)) * (value - (before[column] as number)))
  }
  return at
}
