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
  const buckets = counting.bucket ? [counting.bucket(limits)].flat() : []
  const open = counting.openMinutes?.(limits)
  const counters = new Counters()
  const reference = new Counters()
  const keyed = buckets.map((bucket, index) => ({ key: `call ${index}`, bucket }))
  const opened = open && new Set(open)
  const passes = () => {
    if (opened && !opened.has(reference.minuteOfDay)) return false
    return keyed.length > 0 ? reference.takeAll(keyed) : passesLimits(limits, reference)
  }
  let now = 0
  for (const time of timesOf(limits, buckets, open)) {
    counters.advance(time - now)
    reference.advance(time - now)
    now = time
    const wanted = howMany(passes)
    const passed = howMany(() => attempt(counters) === 'pass', wanted + 1)
    if (passed !== wanted) return [`${passed} calls pass ${words(time)} where ${wanted} should`]
  }
  if (opened) {
    // By itself, because a call in an open minute can be the reason why the next one is refused.
    const minutes = limits.some(({ per }) => per === 'day')
      ? SECONDS.day / SECONDS.minute
      : SECONDS.hour / SECONDS.minute
    for (let minute = 0; minute < minutes; minute++) {
      const alone = new Counters()
      alone.advance((minute + 0.5) * SECONDS.minute)
      if ((attempt(alone) === 'pass') !== opened.has(minute))
        return [`a call in the minute ${minute} ${opened.has(minute) ? 'does not pass' : 'passes'}`]
    }
  }
  return keyed.length > 0 && !mayBurst ? burstProblems(limits, buckets, open) : []
}

const words = (seconds: number) => (seconds === 0 ? 'at once' : `after ${seconds.toLocaleString('en')} seconds`)

/** How many calls pass until one does not. */
function howMany(passes: () => boolean, atMost = Number.POSITIVE_INFINITY): number {
  let count = 0
  while (count < atMost && passes()) count++
  return count
}

/**
 * At once, in the second half of every window, at its end, and when the next one has begun; where single minutes are open, in the
 * first of them and in those that follow them.
 */
function timesOf(limits: readonly Limit[], buckets: readonly Bucket[], open: readonly number[] = []): number[] {
  const windows = limits.flatMap(({ per }) => [SECONDS[per] / 2, SECONDS[per] - 1, SECONDS[per]])
  const refills = buckets.flatMap(({ secondsEach }) => [secondsEach * 0.9, secondsEach * 1.1])
  const minutes = open.slice(0, MAX_OPEN).flatMap((minute) => [minute, minute + 1])
  const times = [0, ...windows, ...refills, ...minutes.map((minute) => (minute + 0.5) * SECONDS.minute)]
  return [...new Set(times)].sort((a, b) => a - b)
}

const MAX_OPEN = 12

function passesLimits(limits: readonly Limit[], counters: Counters): boolean {
  if (limits.some(({ max, per }) => counters.counted('call', per) >= max)) return false
  for (const per of new Set(limits.map((limit) => limit.per))) counters.count('call', per)
  return true
}

/** A bucket fills again while it is used, so more calls than its size can pass in one window. */
function burstProblems(limits: readonly Limit[], buckets: readonly Bucket[], open?: readonly number[]): string[] {
  return limits.flatMap(({ max, per }) => {
    const most = Math.min(...buckets.map((bucket) => mostIn(per, bucket, open)))
    return most > max ? [`${most} calls can pass in one ${per} where ${max} should, without a limitation`] : []
  })
}

/** The most calls that a bucket lets pass in one window, and in the open minutes of one where not all are open. */
function mostIn(per: Limit['per'], { size, secondsEach }: Bucket, open?: readonly number[]): number {
  const most = (seconds: number) => size + Math.floor((seconds - 1) / secondsEach)
  if (!open) return most(SECONDS[per])
  const minutes = SECONDS[per] / SECONDS.minute
  const inWindows = Map.groupBy(open, (minute) => Math.floor(minute / minutes))
  return Math.max(...[...inWindows.values()].map(({ length }) => length)) * most(SECONDS.minute)
}
