import type { Limit } from '../../../schema/rule.ts'

/** How `local_ratelimit` counts: a full bucket, and tokens that come back over an interval. */
export interface TokenBucket {
  max_tokens: number
  tokens_per_fill: number
  fill_interval: string
}

/** Every interval is a multiple of the one that the default bucket has, or Envoy refuses the configuration. */
const INTERVALS = { minute: '60s', hour: '3600s', day: '86400s' } as const

/**
 * The bucket that lets the calls of a limit pass in its window and never more: older versions of Envoy add all tokens at the end
 * of the interval, and newer ones all the time, so both the full bucket and what comes back within one window count.
 * @param limit of 2 calls or more.
 */
export const bucketOf = ({ max, per }: Limit): TokenBucket => ({
  max_tokens: Math.ceil(max / 2),
  tokens_per_fill: Math.floor(max / 2),
  fill_interval: INTERVALS[per],
})

/** An interval in seconds. */
export const secondsOf = (interval: string): number => Number(interval.slice(0, -1))

/** A bucket that is never empty, for calls that no descriptor counts. */
export const BOTTOMLESS: TokenBucket = {
  max_tokens: 4_294_967_295,
  tokens_per_fill: 4_294_967_295,
  fill_interval: INTERVALS.minute,
}
