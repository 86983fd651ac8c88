import type { Limit } from '../../schema/rule.ts'
import type { Counting } from '../core/capabilities.ts'
import { type Bucket, Counters, SECONDS } from '../core/counters.ts'
import type { Decision } from '../core/simulation.ts'

/**
 * Calls a tool at times around the ends of its windows, each time until a call is refused, and compares how many pass with what
 * the limits say: all of them in one window, none more in its second half, and all of them again in the next.
 * @param attempt one call, counted in the given counters.
 * @param counting how the target counts: in windows of the calendar, or with a bucket.
 * @param mayBurst whether a limitation says that more calls can pass in one window than the limit has.
 * @returns one line a difference.
 */
export function limitProblems(
  limits: readonly Limit[],
  attempt: (counters: Counters) => Decision,
  counting: Counting,
  mayBurst: boolean,
): string[] {
  const bucket = counting.bucket?.(limits)
  const counters = new Counters()
  const reference = new Counters()
  const passes = bucket ? () => reference.take('call', bucket) : () => passesLimits(limits, reference)
  let now = 0
  for (const time of timesOf(limits, bucket)) {
    counters.advance(time - now)
    reference.advance(time - now)
    now = time
    const wanted = howMany(passes)
    const passed = howMany(() => attempt(counters) === 'pass', wanted + 1)
    if (passed !== wanted) return [`${passed} calls pass ${words(time)} where ${wanted} should`]
  }
  return bucket && !mayBurst ? burstProblems(limits, bucket) : []
}

const words = (seconds: number) => (seconds === 0 ? 'at once' : `after ${seconds.toLocaleString('en')} seconds`)

/** How many calls pass until one does not. */
function howMany(passes: () => boolean, atMost = Number.POSITIVE_INFINITY): number {
  let count = 0
  while (count < atMost && passes()) count++
  return count
}

/** At once, in the second half of every window, at its end, and when the next one has begun. */
function timesOf(limits: readonly Limit[], bucket: Bucket | undefined): number[] {
  const windows = limits.flatMap(({ per }) => [SECONDS[per] / 2, SECONDS[per] - 1, SECONDS[per]])
  const refills = bucket ? [bucket.secondsEach * 0.9, bucket.secondsEach * 1.1] : []
  return [...new Set([0, ...windows, ...refills])].sort((a, b) => a - b)
}

function passesLimits(limits: readonly Limit[], counters: Counters): boolean {
  if (limits.some(({ max, per }) => counters.counted('call', per) >= max)) return false
  for (const per of new Set(limits.map((limit) => limit.per))) counters.count('call', per)
  return true
}

/** A bucket fills again while it is used, so more calls than its size can pass in one window. */
const burstProblems = (limits: readonly Limit[], { size, secondsEach }: Bucket): string[] =>
  limits.flatMap(({ max, per }) => {
    const most = size + Math.floor((SECONDS[per] - 1) / secondsEach)
    return most > max ? [`${most} calls can pass in one ${per} where ${max} should, without a limitation`] : []
  })
