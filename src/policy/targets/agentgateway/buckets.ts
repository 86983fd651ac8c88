import type { Limit } from '../../../schema/rule.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'

/** How many entries a list of limits may have. Source: agentgateway 75b4e6ce6, crates/agentgateway/src/types/local.rs. */
export const MAX_ENTRIES = 64

/** How a limit is written: all of its calls come back at once at the end of each interval. */
export interface Bucket {
  maxTokens: number
  tokensPerFill: number
  fillInterval: string
}

const INTERVALS = { minute: '60s', hour: '3600s', day: '86400s' } as const

export const bucketOf = ({ max, per }: Limit): Bucket => ({
  maxTokens: max,
  tokensPerFill: max,
  fillInterval: INTERVALS[per],
})

/** The limit that a bucket keeps in each of its intervals; undefined for one that is no window, or not filled at its end. */
export function limitOf({ maxTokens, tokensPerFill, fillInterval }: Bucket): Limit | undefined {
  const found = Object.entries(INTERVALS).find(([, interval]) => interval === fillInterval)
  return found && maxTokens > 0 && maxTokens === tokensPerFill
    ? { max: maxTokens, per: found[0] as Limit['per'] }
    : undefined
}

const WINDOWS = Object.keys(INTERVALS)

/** A request meets one bucket, so the lowest number in the longest window stands for several limits. */
export function countable(limits: readonly Limit[]): Limit[] {
  const [longest] = limits.toSorted((a, b) => WINDOWS.indexOf(b.per) - WINDOWS.indexOf(a.per))
  return longest ? [{ max: Math.min(...limits.map(({ max }) => max)), per: longest.per }] : []
}

/**
 * Tools that are counted, in as many groups as there may be entries; each has a group of its own where there is room.
 * @returns groups of tools with the same limit, each with one bucket.
 */
export function counted(lowered: readonly LoweredRule[]): { limit: Limit; tools: string[] }[] {
  const limited = lowered.filter(({ effect }) => effect === 'limit')
  const alike = Map.groupBy(limited, ({ rule: { limits } }) => JSON.stringify(limits))
  const size = limited.length <= MAX_ENTRIES ? 1 : Math.ceil(limited.length / Math.max(1, MAX_ENTRIES - alike.size))
  return [...alike.values()].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / size) }, (_, index) => ({
      limit: some[0]?.rule.limits[0] as Limit,
      tools: some.slice(index * size, (index + 1) * size).map(({ rule }) => rule.tool),
    })),
  )
}
