import type { Limit } from '../../../schema/rule.ts'

/** How `limit_req` counts: calls a minute that leak out, and calls that fit on top of the one that passes. */
export interface Bucket {
  /** Whole calls a minute, of 1 or more: NGINX takes no other rate that is slow enough. */
  rate: number
  burst: number
}

/** Minutes of each window of a limit. */
export const MINUTES = { minute: 1, hour: 60, day: 24 * 60 } as const

/** The seconds in which one call leaks out; the rate is kept as whole thousandths of a call a second. */
export const secondsEach = ({ rate }: Bucket): number => 1000 / Math.floor((rate * 1000) / 60)

/**
 * The most calls that pass in any time of so many minutes. The rate is kept as whole thousandths of a call a second, and a first
 * call finds the bucket empty.
 * Source: nginx/nginx 3f6f7824d, src/http/modules/ngx_http_limit_req_module.c.
 */
export function mostCalls({ rate, burst }: Bucket, minutes: number): number {
  const leaks = Math.floor((rate * 1000) / 60) * (minutes * 60_000 - 1)
  return burst + 1 + Math.floor(leaks / 1_000_000)
}

/** The bucket that lets exactly the calls of a limit pass in its window; undefined where even the slowest leaks too fast. */
export function bucketOf({ max, per }: Limit): Bucket | undefined {
  const rate = Math.max(1, Math.floor(max / (2 * MINUTES[per])))
  const burst = max - mostCalls({ rate, burst: 0 }, MINUTES[per])
  return burst >= 0 ? { rate, burst } : undefined
}

/** One call a minute, for limits that are so low that most minutes are closed. */
export const SLOWEST: Bucket = { rate: 1, burst: 0 }

/**
 * Limits as they are counted here. Limits that open single minutes would close each other's, so one stands for all: a number an
 * hour, or a number a day that is below one an hour.
 */
export function countable(limits: readonly Limit[]): Limit[] {
  if (limits.every((limit) => bucketOf(limit)) || limits.length === 1) return [...limits]
  const lowest = Math.min(...limits.map(({ max }) => max))
  const aDay = Math.min(...limits.flatMap(({ max, per }) => (per === 'day' ? [max] : [])))
  return aDay < 24 ? [{ max: lowest, per: 'day' }] : [{ max: Math.min(lowest, Math.floor(aDay / 24)), per: 'hour' }]
}

/** The minutes of the day in which one call passes, spread evenly over each window of the limit. */
export function openMinutes({ max, per }: Limit): number[] {
  const length = MINUTES[per]
  const own = Array.from({ length: max }, (_, index) => Math.floor((index * length) / max))
  return Array.from({ length: MINUTES.day / length }, (_, window) =>
    own.map((minute) => window * length + minute),
  ).flat()
}
